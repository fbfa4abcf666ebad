import { z } from 'zod'
import { commonErrors, type ErrorCode, errorCodes } from '#lib/api/errors'
import { userPartOf } from '#lib/api/input'
import { type JsonSchema, outputSchema } from '#lib/api/json-schema'
import type { Operation } from '#lib/api/operation'
import { streamDescription, streamExample } from '#lib/jobs/stream/description'

type Ref = { $ref: string }
const headerRef = (name: string): Ref => ({ $ref: `#/components/headers/${name}` })

const statusWords: Record<number, string> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted: the work continues. Poll the job.',
}

/** The envelope of every successful response. */
export function envelope(data: z.ZodType): JsonSchema {
  return outputSchema(
    z.object({
      success: z.literal(true),
      message: z.string().describe('The result in one sentence, for people and models.'),
      data,
    }),
  )
}

/** Returns the successful responses of an operation, with their examples. */
export function successResponses(operation: Operation): Record<string, unknown> {
  const { responses, text, method } = operation
  const described = Object.entries(responses).map(([status, data]) => [
    status,
    {
      description: statusWords[Number(status)] ?? 'Done.',
      headers: headersOf(operation, Number(status)),
      content: {
        'application/json': { schema: envelope(data), ...examplesOf(operation, Number(status)) },
        ...(text && status === '200' && { [text]: textOf(text) }),
      },
    },
  ])
  const isResumed = text === 'text/event-stream' && method === 'GET'
  const none = { description: 'The caller already has the last event.', headers: headersOf(operation, 204) }
  return Object.fromEntries(isResumed ? [...described, [204, none]] : described)
}

function textOf(type: NonNullable<Operation['text']>) {
  if (type !== 'text/event-stream') return { schema: { type: 'string' } }
  return { schema: { type: 'string', description: streamDescription }, example: streamExample }
}

function examplesOf(operation: Operation, status: number) {
  const examples = (operation.examples ?? []).filter(({ reply }) => reply.status === status)
  if (examples.length === 0) return {}
  const values = examples.map(({ title, reply: { message, data } }, index) => [
    `example${index + 1}`,
    { summary: title, value: { success: true, message, data } },
  ])
  return { examples: Object.fromEntries(values) }
}

/** Requests that are rejected with these statuses do not count against the rate limit. */
const uncounted = [401, 403, 408, 413]

/** Returns the headers that a response with this status may have. */
function headersOf(operation: Operation, status: number): Record<string, Ref> {
  const own = operation.responseHeaders?.[status] ?? []
  const isCounted = operation.limit && !uncounted.includes(status)
  return {
    'x-request-id': headerRef('RequestId'),
    ...(isCounted && { RateLimit: headerRef('RateLimit'), 'RateLimit-Policy': headerRef('RateLimitPolicy') }),
    ...(own.includes('location') && { Location: headerRef('Location') }),
    ...(own.includes('idempotent-replayed') && { 'Idempotent-Replayed': headerRef('IdempotentReplayed') }),
    ...((own.includes('retry-after') || status === 429 || status === 503) && {
      'Retry-After': headerRef('RetryAfter'),
    }),
    ...([401, 403].includes(status) && { 'WWW-Authenticate': headerRef('Authenticate') }),
  }
}

/** Returns every error of an operation. `not_found` also hides other users from a caller who acts for one user. */
export const errorsOf = (operation: Operation): ErrorCode[] => [
  ...new Set([
    ...commonErrors(operation),
    ...(userPartOf(operation) ? (['not_found'] as const) : []),
    ...(operation.errors ?? []),
  ]),
]

/** Returns the failures of an operation by status. Several codes may share one status. */
export function errorResponses(operation: Operation): Record<string, unknown> {
  const byStatus = Map.groupBy(errorsOf(operation), (code) => errorCodes[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${errorCodes[code].title}.`).join(' '),
        headers: headersOf(operation, status),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [{ $ref: '#/components/schemas/Problem' }],
              properties: { code: { enum: codes } },
            },
            examples: Object.fromEntries(
              codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
            ),
          },
        },
      },
    ]),
  )
}
