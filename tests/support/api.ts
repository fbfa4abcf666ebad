import { setTimeout } from 'node:timers/promises'
import createClient from 'openapi-fetch'
import { inject } from 'vitest'
import type { Document } from '#lib/openapi/document'
import { tunables } from '#lib/tunables'
import { bodyOf, Contract } from '#tests/support/contract'
import type { ModelCall } from '#tests/support/model'
import { secrets } from '#tests/support/secrets'
import type { paths } from '../../docs/examples/typescript/api.d.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests read any body
export type Answer = { status: number; headers: Headers; body: any }

type Options = { body?: unknown; headers?: Record<string, string>; key?: string | null; baseUrl?: string }

let contract: Contract | undefined

/** What the shared server's document promises. To make it here, each file would load the whole API. */
async function readContract(): Promise<Contract> {
  const response = await fetch(`${inject('appUrl')}/openapi.json`)
  if (!response.ok) throw new Error(`/openapi.json answered ${response.status}: ${await response.text()}`)
  return new Contract((await response.json()) as Document)
}

/** Throws if the response does not match the OpenAPI document. */
async function checked(request: Request): Promise<Answer & { response: Response }> {
  const { method, url } = request
  const response = await fetch(request)
  const { status, headers } = response
  const body = bodyOf(await response.clone().text(), headers)
  contract ??= await readContract()
  contract.assertDocumented(method, url, { status, headers, body })
  return { status, headers, body, response }
}

/** An API client with a valid key, typed by the document and checked against it. Only for valid requests. */
export const api = createClient<paths, 'application/json'>({
  baseUrl: inject('appUrl'),
  headers: { authorization: `Bearer ${secrets.apiKey}` },
  fetch: async (request) => (await checked(request)).response,
})

/** The data of an `api` call. Throws the problem if the call failed. */
export async function dataOf<Success extends { data: unknown }>(
  call: Promise<{ data?: Success; error?: unknown }>,
): Promise<Success['data']> {
  const { data, error } = await call
  if (!data) throw new Error(`The call failed: ${JSON.stringify(error)}`)
  return data.data
}

type Chat = paths['/api/chat']['post']
type ChatHeader = Chat['parameters']['header']
type ChatBody = Chat['requestBody']['content']['application/json']

/** Sends a message and returns the model's answer. Throws if there is no answer within the wait. */
export async function ask(body: ChatBody, header?: ChatHeader) {
  const answer = await dataOf(api.POST('/api/chat', { body, params: { header } }))
  if ('response' in answer) return answer
  throw new Error(`No answer: ${JSON.stringify(answer)}`)
}

/** Sends a message without waiting, and returns its job. */
export const begin = (body: Omit<ChatBody, 'wait'>) =>
  dataOf(api.POST('/api/chat', { body: { ...body, wait: 0 } }))

/** The current state of a job. With `wait`, waits up to this many seconds for its end. */
export const jobOf = (id: string, wait?: number) =>
  dataOf(api.GET('/api/jobs/{id}', { params: { path: { id }, query: { wait } } }))

/**
 * Sends any request, valid or not, with a valid key unless `key` is given. A string body is sent unchanged. Throws if the
 * response does not match the OpenAPI document.
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

/** Sends a message. Waits as long as the server allows, unless the body or a header sets the wait. */
export const chat = (body: Record<string, unknown>, options: Options = {}) => {
  const wait = options.headers?.prefer ? {} : { wait: tunables.waitSecondsMax.nodejs }
  return call('POST', '/api/chat', { ...options, body: { ...wait, ...body } })
}

/** Cuts the waiting streams of the shared fake model whose last message contains the text. */
export async function cutStreams(text: string): Promise<void> {
  await fetch(`${inject('modelUrl').replace('/v1', '')}/cut?text=${encodeURIComponent(text)}`)
}

/** The calls to the shared fake model whose last message contains the text. */
export async function modelCalls(text: string): Promise<ModelCall[]> {
  const url = `${inject('modelUrl').replace('/v1', '')}/calls?text=${encodeURIComponent(text)}`
  return (await fetch(url)).json() as Promise<ModelCall[]>
}

/** Long-polls a job until it ends. Throws after a minute. Without `expect`, which vitest does not support in concurrent tests. */
export async function jobEnd(jobId: string, baseUrl?: string): Promise<Answer> {
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    const answer = await call('GET', `/api/jobs/${jobId}?wait=5`, { baseUrl })
    if (/completed|failed|cancelled/.test(answer.body.data?.status)) return answer
    if (Date.now() > giveUpAt) throw new Error(`The job did not end: ${JSON.stringify(answer.body)}`)
    if (answer.status !== 200) await setTimeout(100)
  }
}
