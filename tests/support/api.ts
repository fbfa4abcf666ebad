import { inject } from 'vitest'
import { assertDocumented } from '#tests/support/contract'
import type { ModelCall } from '#tests/support/model'
import { secrets } from '#tests/support/services'

// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
export type Answer = { status: number; headers: Headers; body: any }

type Options = { body?: unknown; headers?: Record<string, string>; key?: string | null; baseUrl?: string }

/**
 * Calls the API with the right key, unless `key` says otherwise; a string body goes out as it is. Throws when the
 * answer is not as the OpenAPI document says.
 */
export async function call(method: string, path: string, options: Options = {}): Promise<Answer> {
  const { body, headers, key = secrets.apiKey, baseUrl = inject('appUrl') } = options
  const response = await fetch(baseUrl + path, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      'content-type': 'application/json',
      ...headers,
    },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const answer = { status: response.status, headers: response.headers, body: text && JSON.parse(text) }
  assertDocumented(method, path, answer)
  return answer
}

export const chat = (body: Record<string, unknown>, options: Options = {}) =>
  call('POST', '/api/chat', { ...options, body })

/** A user id that no other test has. */
export const newUser = () => `user-${crypto.randomUUID()}`

/** The calls that the fake model of the shared server got whose last message contains the text. */
export async function modelCalls(text: string): Promise<ModelCall[]> {
  const url = `${inject('modelUrl').replace('/v1', '')}/calls?text=${encodeURIComponent(text)}`
  return (await fetch(url)).json() as Promise<ModelCall[]>
}

/** Reads a job until it has ended, by its own long poll. */
export async function jobEnd(jobId: string, baseUrl?: string): Promise<Answer> {
  for (let i = 0; i < 20; i++) {
    const answer = await call('GET', `/api/jobs/${jobId}?wait=5`, { baseUrl })
    if (['completed', 'failed', 'cancelled'].includes(answer.body.data?.status)) return answer
  }
  throw new Error(`Job ${jobId} did not end.`)
}
