// Asks one question and prints the answer: API_SECRET_KEY=… node chat.ts "What is the highest mountain?"
// Needs openapi-fetch, and api.d.ts from this folder.
import createClient from 'openapi-fetch'
import type { paths } from './api.d.ts'

const { API_URL = 'http://127.0.0.1:3000', API_SECRET_KEY, USER_ID = 'me' } = process.env
const api = createClient<paths, `application/${string}`>({
  baseUrl: API_URL,
  headers: { authorization: `Bearer ${API_SECRET_KEY}` },
})

/** Sends a message and gives the answer, however long it takes. */
async function ask(userId: string, message: string): Promise<string> {
  // With a key of its own the message may be sent again after a lost connection, and counts once.
  const { data, error } = await api.POST('/api/chat', {
    body: { userId, message, idempotencyKey: crypto.randomUUID() },
  })
  if (error) throw new Error(error.error)
  return 'response' in data.data ? data.data.response : answerOf(data.data.jobId)
}

/** Waits for a job: the server holds each call for as long as it can. */
async function answerOf(id: string): Promise<string> {
  while (true) {
    const { data, error } = await api.GET('/api/jobs/{id}', { params: { path: { id }, query: { wait: 20 } } })
    if (!data) throw new Error(error?.error)
    const { status, response = '', error: failure } = data.data
    if (status === 'completed') return response
    if (status === 'failed' || status === 'cancelled')
      throw new Error(failure?.message ?? `It was ${status}.`)
  }
}

console.log(await ask(USER_ID, process.argv[2] ?? 'Hello!'))
