import { isObject, parseJson } from '#lib/json'

const events = 'text/event-stream'

/** True if a client accepts an event stream. A client that accepts anything, or sends no Accept, gets JSON. */
export const acceptsEventStream = ({ headers }: Request): boolean =>
  headers.get('accept')?.includes(events) ?? false

/**
 * Adds event streams to the Accept of a client that names only JSON. The revisions of 2025 require clients to accept both,
 * although the server chooses one.
 */
export function addEventStreamAccept(request: Request): Request {
  const accept = request.headers.get('accept') ?? '*/*'
  if (accept.includes(events) || !/(application\/(json|\*)|\*\/\*)/.test(accept)) return request
  const headers = new Headers(request.headers)
  headers.set('accept', `application/json, ${events}`)
  return new Request(request, { headers })
}

/** Reads an event stream to its end and returns its responses as JSON. Returns any other response unchanged. */
export async function asJson(response: Response, message: unknown): Promise<Response> {
  if (!response.headers.get('content-type')?.startsWith(events)) return response
  const responses = (await response.text())
    .split(/\r?\n\r?\n/)
    .map((event) => parseJson(dataOf(event)))
    .filter((sent) => isObject(sent) && 'id' in sent && ('result' in sent || 'error' in sent))
  return Response.json(Array.isArray(message) ? responses : responses[0])
}

const dataOf = (event: string) =>
  event
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length))
    .join('\n')
