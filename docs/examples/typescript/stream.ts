// Asks one question and prints the answer while it is written: API_SECRET_KEY=… node stream.ts "Tell me a story."
// Needs openapi-fetch, eventsource-parser, and api.d.ts from this folder.
import { EventSourceParserStream } from 'eventsource-parser/stream'
import createClient from 'openapi-fetch'
import type { paths } from './api.d.ts'

const { API_URL = 'http://127.0.0.1:3000', API_SECRET_KEY, USER_ID = 'me' } = process.env
const api = createClient<paths, 'text/event-stream'>({
  baseUrl: API_URL,
  headers: { authorization: `Bearer ${API_SECRET_KEY}` },
})

type Job = { response?: string; error?: { message: string } }

/** Sends a message and gives its answer; `print` gets the text as it comes, and `restart` means that it begins again. */
async function ask(userId: string, message: string, print: (text: string) => void, restart: () => void) {
  const { data, error } = await api.POST('/api/chat', {
    body: { userId, message, stream: true, idempotencyKey: crypto.randomUUID() },
    parseAs: 'stream',
  })
  if (error) throw new Error((error as { error?: string }).error)
  let events = data as ReadableStream<BufferSource> | null
  let jobId = ''
  let lastId = ''
  while (true) {
    try {
      for await (const { event, id, data } of eventsOf(events)) {
        lastId = id ?? lastId
        const news = JSON.parse(data)
        if (event === 'accepted') jobId = news.jobId
        if (event === 'delta') print(news.text)
        if (event === 'restarted') restart()
        if (event === 'completed') return (news as Job).response
        if (event === 'failed' || event === 'cancelled') throw new Failed((news as Job).error?.message)
      }
    } catch (error) {
      // Lost before the server said which job it is: the same key may be sent again, which this example leaves out.
      if (error instanceof Failed || !jobId) throw error
    }
    events = await resume(jobId, lastId)
  }
}

class Failed extends Error {}

/** Opens the stream again behind the last event, however long it was away, and on whichever server. */
async function resume(id: string, after: string): Promise<ReadableStream<BufferSource> | null> {
  while (true) {
    const again = await api
      .GET('/api/jobs/{id}', {
        params: { path: { id }, query: { stream: 'true', after } },
        parseAs: 'stream',
      })
      .catch(() => undefined)
    if (again?.response.ok) return again.data as ReadableStream<BufferSource> | null
    if (again && again.response.status < 500) throw new Failed(`It answers ${again.response.status}.`)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

const eventsOf = (bytes: ReadableStream<BufferSource> | null) =>
  (bytes ?? new Blob().stream())
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())

const print = (text: string) => void process.stdout.write(text)
await ask(USER_ID, process.argv[2] ?? 'Hello!', print, () => print('\n(again)\n'))
print('\n')
