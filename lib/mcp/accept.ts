import { isObject, parseJson } from '#lib/json'

const events = 'text/event-stream'

/** Whether a client reads a stream of events; one that takes anything, or says nothing, is answered with JSON. */
export const takesEvents = ({ headers }: Request): boolean => headers.get('accept')?.includes(events) ?? false

/**
 * The request as if its client took both JSON and events: the revisions of 2025 ask that of clients, but leave it to the
 * server which of the two it answers with.
 */
export function takingBoth(request: Request): Request {
  const accept = request.headers.get('accept') ?? '*/*'
  if (accept.includes(events) || !/(application\/(json|\*)|\*\/\*)/.test(accept)) return request
  const headers = new Headers(request.headers)
  headers.set('accept', `application/json, ${events}`)
  return new Request(request, { headers })
}

/** A stream of events as the JSON of the responses in it, once it has ended; any other response as it is. */
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
