import { readBody } from '#lib/api/body'
import { canonicalResource } from '#lib/auth/challenge'
import { refreshOnce } from '#lib/oauth/refresh'
import { publicUrlOf } from '#lib/public-url'

/**
 * A request to the token endpoint as the provider takes it: with one spelling of its resources, and a refresh that is
 * sent twice at once used once.
 */
export async function serveToken(
  request: Request,
  pass: (request: Request) => Promise<Response>,
): Promise<Response> {
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')
  if (!isForm) return pass(request)
  const form = new URLSearchParams(await readBody(request))
  const issuer = publicUrlOf(request.headers)
  canonicalizeResources(form, issuer)
  const body = form.toString()
  const headers = new Headers(request.headers)
  headers.set('content-length', String(Buffer.byteLength(body)))
  const use = () => pass(new Request(request.url, { method: 'POST', headers, body }))
  if (form.get('grant_type') !== 'refresh_token') return use()
  return refreshOnce({ issuer, form, authorization: request.headers.get('authorization') ?? '' }, use)
}

/** Brings the resources that a request names (RFC 8707) into the spelling that this server compares at this address. */
export function canonicalizeResources(params: URLSearchParams, publicUrl: string): void {
  const named = params.getAll('resource').filter((resource) => resource !== '')
  params.delete('resource')
  for (const resource of named) params.append('resource', canonicalResource(resource, publicUrl))
}
