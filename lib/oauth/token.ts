import { readBody } from '#lib/api/body'
import { canonicalResource } from '#lib/auth/challenge'
import { refreshOnce } from '#lib/oauth/refresh'
import { publicUrlOf } from '#lib/public-url'

/**
 * Serves the token endpoint: passes the request to the provider with canonical resources. A refresh that arrives twice at
 * the same time is used once.
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

/** Rewrites the resources of a request (RFC 8707) to this server's spelling at this address. */
export function canonicalizeResources(params: URLSearchParams, publicUrl: string): void {
  const named = params.getAll('resource').filter((resource) => resource !== '')
  params.delete('resource')
  for (const resource of named) params.append('resource', canonicalResource(resource, publicUrl))
}
