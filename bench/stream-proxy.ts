import { request } from 'node:http'
import { listen, readText } from '#tests/support/http'
import { serveParent } from './child.ts'

/** A child process for comparison: a server that forwards each call to the model and returns its bytes. It stores nothing. */
async function start({ modelUrl }: { modelUrl: string }) {
  const server = await listen(async (incoming, response) => {
    const body = await readText(incoming)
    const outgoing = request(`${modelUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, { 'content-type': String(answer.headers['content-type']) })
      answer.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    response.on('close', () => outgoing.destroy())
    outgoing.end(body)
  })
  return { ready: { url: server.url }, close: server.close }
}

serveParent(start)
