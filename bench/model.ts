import { setTimeout as sleep } from 'node:timers/promises'
import { listen, readText, sendJson } from '#tests/support/http'
import { answerTo } from './answer.ts'
import { serveParent } from './child.ts'

export const modelName = 'mock'

/** A question that the model answers after `ms` milliseconds. */
export const slowQuestion = (ms: number) => `Think for ${ms} ms.`

type Completion = { messages: { role: string; content: string }[] }

/**
 * A child process: an OpenAI-compatible server that answers after a fixed time, or after the time in a slow question. It
 * returns its number of calls on request.
 */
async function start({ latencyMs }: { latencyMs: number }) {
  let calls = 0
  const server = await listen(async (request, response) => {
    const { messages } = JSON.parse(await readText(request)) as Completion
    const id = `chatcmpl-${++calls}`
    const contents = messages.map((message) => message.content)
    const [, wanted] = /^Think for (\d+) ms\.$/.exec(contents.at(-1) ?? '') ?? []
    await sleep(Number(wanted ?? latencyMs))
    const content = answerTo(contents)
    const usage = { prompt_tokens: 10 * messages.length, completion_tokens: 40 }
    sendJson(response, 200, {
      id,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: modelName,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
    })
  })
  return { ready: { url: `${server.url}/v1` }, answer: () => calls, close: server.close }
}

if (import.meta.main) serveParent(start)
