import { handleRequest } from '#lib/api/handle-request'
import { allMethods, type Handler, type Handlers, type Method } from '#lib/api/methods'
import { tunables } from '#lib/tunables'

export type CorsOptions = {
  methods: readonly Method[]
  /** True if the page that sent the request may read the response. Without it, pages of every origin may. */
  isAllowed?: (request: Request) => boolean
}

/** Response headers that clients need and that browsers would hide. */
const exposed = [
  'mcp-session-id, www-authenticate, retry-after, x-request-id, x-should-retry, ratelimit, ratelimit-policy',
  ...['limit', 'remaining', 'reset'].map((name) => `x-ratelimit-${name}-requests`),
].join(', ')

/** Lets pages in browsers call the handlers of a path and read the responses (CORS; Fetch Standard, 3.3). */
export function withCors(handlers: Handlers, sharing: CorsOptions): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handler]): [string, Handler] => [
    name,
    async (request, context) =>
      (name === 'OPTIONS' && (await preflight(request, sharing))) ||
      addCorsHeaders(request, await handler(request, context), sharing),
  ])
  return Object.fromEntries(wrapped) as Handlers
}

/** The handlers of a metadata document, which clients that run in a browser can also read. */
export const openMetadata = (read: Handler): Handlers =>
  withCors(allMethods({ GET: read }), { methods: ['GET'] })

/** The response to a CORS preflight; undefined when the request is not a preflight, or its origin is not allowed. */
export async function preflight(request: Request, sharing: CorsOptions): Promise<Response | undefined> {
  const { headers } = request
  if (!headers.has('access-control-request-method') || !originOf(request, sharing)) return undefined
  const asked = headers.get('access-control-request-headers') ?? ''
  const allowed = {
    'access-control-allow-methods': sharing.methods.join(', '),
    'access-control-max-age': String(tunables.corsSeconds),
    ...(/^[\w\-, ]{1,1000}$/.test(asked) && { 'access-control-allow-headers': asked }),
  }
  const response = await handleRequest(
    request,
    async () => new Response(null, { status: 204, headers: allowed }),
  )
  return addCorsHeaders(request, response, sharing)
}

/** Adds the CORS headers that let the calling page read the response. */
export function addCorsHeaders(request: Request, response: Response, sharing: CorsOptions): Response {
  response.headers.append('vary', 'origin')
  const origin = originOf(request, sharing)
  if (!origin) return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set('access-control-expose-headers', exposed)
  return response
}

function originOf(request: Request, { isAllowed }: CorsOptions): string | undefined {
  const origin = request.headers.get('origin')
  return origin && (!isAllowed || isAllowed(request)) ? origin : undefined
}
