import { setTimeout } from 'node:timers/promises'
import createClient from 'openapi-fetch'
import { inject } from 'vitest'
import { tunables } from '#lib/tunables'
import { assertDocumented, bodyOf } from '#tests/support/contract'
import type { ModelCall } from '#tests/support/model'
import { secrets } from '#tests/support/services'
import type { paths } from '../../docs/examples/typescript/api.d.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
export type Answer = { status: number; headers: Headers; body: any }

type Options = { body?: unknown; headers?: Record<string, string>; key?: string | null; baseUrl?: string }

/** Throws when the answer is not as the OpenAPI document says. */
async function checked(request: Request): Promise<Answer & { response: Response }> {
  const { method, url } = request
  const response = await fetch(request)
  const { status, headers } = response
  const body = bodyOf(await response.clone().text(), headers)
  assertDocumented(method, url, { status, headers, body })
  return { status, headers, body, response }
}

/** The API with the right key, typed by its document and checked against it: for all that it is to take. */
export const api = createClient<paths, 'application/json'>({
  baseUrl: inject('appUrl'),
  headers: { authorization: `Bearer ${secrets.apiKey}` },
  fetch: async (request) => (await checked(request)).response,
})

/** What a call of `api` gave. Throws the problem when it was refused. */
export async function dataOf<Success extends { data: unknown }>(
  call: Promise<{ data?: Success; error?: unknown }>,
): Promise<Success['data']> {
  const { data, error } = await call
  if (!data) throw new Error(`Refused: ${JSON.stringify(error)}`)
  return data.data
}

type Chat = paths['/api/chat']['post']
type ChatHeader = Chat['parameters']['header']
type ChatBody = Chat['requestBody']['content']['application/json']

/** Sends a message and gives the model's answer. Throws when there is none within the wait. */
export async function ask(body: ChatBody, header?: ChatHeader) {
  const answer = await dataOf(api.POST('/api/chat', { body, params: { header } }))
  if ('response' in answer) return answer
  throw new Error(`Not answered: ${JSON.stringify(answer)}`)
}

/** Sends a message without waiting, and gives the job that will answer it. */
export const begin = (body: Omit<ChatBody, 'wait'>) =>
  dataOf(api.POST('/api/chat', { body: { ...body, wait: 0 } }))

/** A job as it is now, or after so many seconds at the most, once it has ended. */
export const jobOf = (id: string, wait?: number) =>
  dataOf(api.GET('/api/jobs/{id}', { params: { path: { id }, query: { wait } } }))

/**
 * Calls the API as anybody may, also wrongly: with the right key, unless `key` says otherwise; a string body goes out
 * as it is. Throws when the answer is not as the OpenAPI document says.
 */
export async function call(method: string, path: string, options: Options = {}): Promise<Answer> {
  const { body, headers, key = secrets.apiKey, baseUrl = inject('appUrl') } = options
  const request = new Request(baseUrl + path, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      'content-type': 'application/json',
      ...headers,
    },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  })
  const { response: _, ...answer } = await checked(request)
  return answer
}

/** Sends a message. Where neither the body nor a header says how long to wait, it waits as long as a server can. */
export const chat = (body: Record<string, unknown>, options: Options = {}) => {
  const wait = options.headers?.prefer ? {} : { wait: tunables.waitSecondsMax.nodejs }
  return call('POST', '/api/chat', { ...options, body: { ...wait, ...body } })
}

/** A user id that no other test has. */
export const newUser = () => `user-${crypto.randomUUID()}`

/** Breaks off the streams of the shared server's fake model that wait for it and whose last message contains the text. */
export async function cutStreams(text: string): Promise<void> {
  await fetch(`${inject('modelUrl').replace('/v1', '')}/cut?text=${encodeURIComponent(text)}`)
}

/** The calls that the fake model of the shared server got whose last message contains the text. */
export async function modelCalls(text: string): Promise<ModelCall[]> {
  const url = `${inject('modelUrl').replace('/v1', '')}/calls?text=${encodeURIComponent(text)}`
  return (await fetch(url)).json() as Promise<ModelCall[]>
}

/** Reads a job until it has ended, by its own long poll; after a minute it throws. No `expect`: vitest's own is not for tests that run side by side. */
export async function jobEnd(jobId: string, baseUrl?: string): Promise<Answer> {
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    const answer = await call('GET', `/api/jobs/${jobId}?wait=5`, { baseUrl })
    if (/completed|failed|cancelled/.test(answer.body.data?.status)) return answer
    if (Date.now() > giveUpAt) throw new Error(`not ended: ${JSON.stringify(answer.body)}`)
    if (answer.status !== 200) await setTimeout(100)
  }
}
