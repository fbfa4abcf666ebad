import { setTimeout as sleep } from 'node:timers/promises'
import { listen, readText, sendJson } from '#tests/support/http'

/** A call from the model's view. The model reports `id` as completion tokens, so a ledger row identifies its call. */
export type Call = { id: number; question: string; isAnswered: boolean }

export type RecoveryModel = { url: string; calls: Call[]; close(): Promise<void> }

const promptTokens = 10

/** A model with a fixed latency that never fails and records its calls. */
export async function startRecoveryModel(latencyMs: number): Promise<RecoveryModel> {
  const calls: Call[] = []
  const server = await listen(async (incoming, response) => {
    const { model, messages } = JSON.parse(await readText(incoming)) as {
      model: string
      messages: { content: string }[]
    }
    const call: Call = { id: calls.length + 1, question: messages.at(-1)!.content, isAnswered: false }
    calls.push(call)
    await sleep(latencyMs)
    response.on('finish', () => {
      call.isAnswered = true
    })
    const message = { role: 'assistant', content: `Answer to: ${call.question}` }
    sendJson(response, 200, {
      id: `chatcmpl-${call.id}`,
      object: 'chat.completion',
      created: 0,
      model,
      choices: [{ index: 0, finish_reason: 'stop', message }],
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: call.id,
        total_tokens: promptTokens + call.id,
      },
    })
  })
  return { url: `${server.url}/v1`, calls, close: server.close }
}
