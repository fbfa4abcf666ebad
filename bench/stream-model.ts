import { setTimeout as sleep } from 'node:timers/promises'
import { listen, readText } from '#tests/support/http'
import { serveParent } from './child.ts'
import { modelName } from './model.ts'

/** A question whose answer has `pieces` pieces, one every `everyMs` milliseconds. */
export const streamedQuestion = (pieces: number, everyMs: number) =>
  `Write ${pieces} pieces, ${everyMs} ms each.`

/** The model's own time to the first piece, which the first piece contains. */
export const modelMsOf = (text: string): number => Number(/^<(\d+(\.\d+)?) ms>/.exec(text)?.[1])

/** A child process: an OpenAI-compatible server that streams. Its first piece contains its own time to that piece. */
async function start({ latencyMs }: { latencyMs: number }) {
  const server = await listen(async (request, response) => {
    const cameMs = performance.now()
    const { messages } = JSON.parse(await readText(request)) as { messages: { content: string }[] }
    const question = messages.at(-1)?.content ?? ''
    const [, pieces, everyMs] = /^Write (\d+) pieces, (\d+) ms each\.$/.exec(question) ?? []
    const chunk = (fields: object) =>
      response.write(
        `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: modelName, ...fields })}\n\n`,
      )
    const piece = (content: string) =>
      chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    await sleep(latencyMs)
    piece(`<${(performance.now() - cameMs).toFixed(2)} ms>`)
    for (let left = Number(pieces) - 1; left > 0 && !response.destroyed; left--) {
      await sleep(Number(everyMs))
      piece(' and another piece of it')
    }
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
    chunk({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 40, total_tokens: 50 } })
    response.end('data: [DONE]\n\n')
  })
  return { ready: { url: `${server.url}/v1` }, close: server.close }
}

if (import.meta.main) serveParent(start)
