import type { ResponseEvent } from '#lib/openai-api/responses/events'

type SentError = { type: string; code: string; message: string }

/** The event has the error flat, as OpenAI's types say, and nested, as Open Responses and its clients read it. */
export function toErrorEvent({ type, code, message }: SentError, sequenceNumber: number): ResponseEvent {
  const error = { type, code, message, param: null }
  return { type: 'error', sequence_number: sequenceNumber, code, message, param: null, error }
}
