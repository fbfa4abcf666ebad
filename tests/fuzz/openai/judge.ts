import { endpoints } from '#lib/openai-api/routes'
import { tunables } from '#lib/tunables'
import { eventSchemas, faultsOf } from '#tests/support/openai-schemas'
import type { Expected } from '../judge.ts'
import type { Answer } from '../send.ts'
import { tidied, type Wire } from '../wire.ts'

/** A text in another user's conversation. No answer to a different user's key may have it. */
export const foreignSecret = 'the-secret-of-another-user'

const answerBytesMax = 4 * 1024 * 1024

/** OpenAI's response schema for each endpoint. */
const schemas: Record<string, string> = {
  'GET /v1/models/{...id}': 'Model',
  'POST /v1/chat/completions': 'ChatCompletion',
  'POST /v1/responses': 'Response',
  'POST /v1/responses/input_tokens': 'InputTokenCountResponse',
  'GET /v1/responses/{id}': 'Response',
  'POST /v1/responses/{id}/cancel': 'Response',
  'GET /v1/responses/{id}/input_items': 'ResponseItemList',
  'POST /v1/conversations': 'Conversation',
  'GET /v1/conversations/{id}': 'Conversation',
  'POST /v1/conversations/{id}': 'Conversation',
  'DELETE /v1/conversations/{id}': 'ConversationDeletedResource',
  'GET /v1/conversations/{id}/items': 'ConversationItemList',
  'POST /v1/conversations/{id}/items': 'ConversationItemList',
  'GET /v1/conversations/{id}/items/{item}': 'ConversationItem',
  'DELETE /v1/conversations/{id}/items/{item}': 'Conversation',
}

const templates = endpoints.map(({ method, path }) => ({
  id: `${method} ${path}`,
  pattern: new RegExp(`^${path.replace(/\{\.\.\.\w+\}/g, '.+').replace(/\{\w+\}/g, '[^/]+')}$`),
}))

/** The faults of an answer of `/v1`. */
export function judgeOpenai(
  { method, target }: Wire,
  { refused, status }: Expected,
  answer: Answer,
  isBound: boolean,
): string[] {
  if (answer.status === 308) return isSamePlace(target, answer) ? [] : ['It redirects to a wrong path.']
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const { pathname } = new URL(target, 'http://any')
  return [
    ...(answer.status >= 500 ? ['The server failed.'] : []),
    ...(status !== undefined && answer.status !== status ? [`It should be ${status}.`] : []),
    ...(refused && answer.status < 400 ? ['It was accepted although its schema does not allow it.'] : []),
    ...(isBound && text.includes(foreignSecret) ? ['It has text of another user.'] : []),
    ...(text.length > answerBytesMax ? ['It is too long.'] : []),
    ...(answer.headers.has('x-request-id') ? [] : ['It has no x-request-id.']),
    ...(answer.status >= 400 ? errorFaults(answer) : successFaults(method, pathname, answer)),
  ]
}

/** A redirect removes empty segments. The client resolves dots. */
function isSamePlace(target: string, { headers }: Answer): boolean {
  const location = headers.get('location') ?? ''
  return /^\/(?!\/)/.test(location) && tidied(location) === tidied(target)
}

/** An error has exactly OpenAI's form. */
function errorFaults({ body, headers }: Answer): string[] {
  const error = (Object(body) as { error?: Record<string, unknown> }).error ?? {}
  return [
    ...(isError(error) && Object.keys(Object(body)).length === 1 ? [] : ['It is not an OpenAI error.']),
    ...(String(error.message).length > tunables.errorCharactersMax ? ['Its message is too long.'] : []),
    ...(/^(true|false)$/.test(headers.get('x-should-retry') ?? '') ? [] : ['It has no x-should-retry.']),
  ]
}

function isError(error: unknown): boolean {
  const { message, type, param, code, ...more } = Object(error) as Record<string, unknown>
  const isText = [message, type, code].every((value) => typeof value === 'string' && value !== '')
  return isText && (param === null || typeof param === 'string') && Object.keys(more).length === 0
}

function successFaults(method: string, pathname: string, { body, headers }: Answer): string[] {
  const id = templates.find((one) => one.id.startsWith(`${method} `) && one.pattern.test(pathname))?.id
  if (id === undefined) return ['No such endpoint.']
  if (headers.get('content-type')?.startsWith('text/event-stream')) return streamFaults(String(body))
  const schema = schemas[id]
  return schema ? faultsOf(schema, body).map((fault) => JSON.stringify(fault)) : []
}

/** The errors that end the events of a response while its job continues. */
const endsBeforeTheJob = ['answer_restarted', 'response_in_progress']

/** Every event matches OpenAI's schema for its type, and the stream is complete. */
function streamFaults(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('data: '))
  const isDone = lines.at(-1) === 'data: [DONE]'
  const events = lines
    .slice(0, isDone ? -1 : undefined)
    .map(
      (line) => JSON.parse(line.slice('data: '.length)) as { type?: string; code?: string; error?: unknown },
    )
  const last = events.at(-1)
  const isLeft = last?.type === 'error' && endsBeforeTheJob.includes(last.code ?? '')
  if (!isDone && !isLeft) return ['The stream has no end.']
  return events.flatMap((event) => {
    if (event.type === undefined && event.error)
      return isError(event.error) ? [] : ['The error in the stream is not an OpenAI error.']
    const schema = event.type === undefined ? 'ChatCompletionChunk' : eventSchemas[event.type]
    if (schema === undefined) return [`${event.type} is not an OpenAI event.`]
    return faultsOf(schema, event).map((fault) => JSON.stringify(fault))
  })
}
