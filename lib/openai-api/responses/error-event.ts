import type { ResponseEvent } from '#lib/openai-api/responses/events'

type SentError = { type: string; code: string; message: string }

/** Creates the event with the error both flat, as in OpenAI's types, and nested, as in Open Responses. */
export function toErrorEvent({ type, code, message }: SentError, sequenceNumber: number): ResponseEvent {
  const error = { type, code, message, param: null }
  return { type: 'error', sequence_number: sequenceNumber, code, message, param: null, error }
}
