import { answer } from '#lib/api/answer'
import { isScope } from '#lib/auth/scopes'
import { pass } from '#lib/oauth/serve'

/** Members of the provider's metadata that are OpenID Connect's: this server signs people in for its own audiences alone. */
const ofOpenId = [
  'claim_types_supported',
  'claims_parameter_supported',
  'claims_supported',
  'id_token_signing_alg_values_supported',
  'jwks_uri',
  'request_uri_parameter_supported',
  'subject_types_supported',
]

/** The handler of the authorization server's metadata (RFC 8414), as the provider has it, without OpenID Connect. */
export const serveMetadata = (request: Request): Promise<Response> =>
  answer(request, async () => {
    // A HEAD would be answered without the body that is needed here.
    const given = await pass(new Request(request.url, { headers: request.headers }))
    const members = Object.entries((await given.json()) as Record<string, unknown>)
    const kept = Object.fromEntries(members.filter(([name]) => !ofOpenId.includes(name)))
    const scopes = (kept.scopes_supported as string[]).filter(isScope)
    // Clients that want to stay signed in ask for it (SEP-2207). Every client that may refresh gets a refresh token.
    return Response.json({ ...kept, scopes_supported: [...scopes, 'offline_access'] })
  })
