import { handleRequest } from '#lib/api/handle-request'
import { isScope } from '#lib/auth/scopes'
import { forwardToProvider } from '#lib/oauth/serve'

/** Metadata members of OpenID Connect. This server is no OpenID provider: it signs people in only for its own audiences. */
const ofOpenId = [
  'claim_types_supported',
  'claims_parameter_supported',
  'claims_supported',
  'id_token_signing_alg_values_supported',
  'jwks_uri',
  'request_uri_parameter_supported',
  'subject_types_supported',
]

/** Serves the authorization server metadata (RFC 8414): the provider's, without the OpenID Connect members. */
export const serveMetadata = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    // Always GET: the response to a HEAD has no body, and this code needs the body.
    const given = await forwardToProvider(new Request(request.url, { headers: request.headers }))
    const members = Object.entries((await given.json()) as Record<string, unknown>)
    const kept = Object.fromEntries(members.filter(([name]) => !ofOpenId.includes(name)))
    const scopes = (kept.scopes_supported as string[]).filter(isScope)
    // Clients that want refresh tokens request offline_access (SEP-2207). Clients that may refresh get one anyway.
    return Response.json({ ...kept, scopes_supported: [...scopes, 'offline_access'] })
  })
