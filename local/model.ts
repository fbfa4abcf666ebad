import { setTimeout as delay } from 'node:timers/promises'
import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'

/** The name of the demo model. */
export const demoModel = 'demo-model'

/**
 * Starts an OpenAI-compatible server with one model, which says that it is a demo and repeats the question. To try the
 * rest of the API, `Wait 5 seconds.` delays its answer, up to a minute, and `Fail.` makes it return a quota error.
 */
export async function startDemoModel(port: number): Promise<{ url: string; close(): Promise<void> }> {
  const mock = new LLMock({ port, host: '127.0.0.1', logLevel: 'silent' })
  // The first fixture puts the demo model in the model list. The second answers for every model name.
  for (const match of [{ model: demoModel }, {}]) mock.addFixture({ match, response: answer })
  const url = await mock.start()
  return { url: `${url}/v1`, close: () => mock.stop() }
}

const waitSecondsMax = 60
const quota = { message: 'The quota is used up.', type: 'insufficient_quota', code: 'insufficient_quota' }

async function answer(request: ChatCompletionRequest) {
  const texts = request.messages.map(({ content }) => (typeof content === 'string' ? content : ''))
  const last = texts.at(-1) ?? ''
  if (/^fail\.?$/i.test(last)) return { error: quota, status: 429 }
  const [, seconds] = /^wait (\d{1,3}) seconds?\.?$/i.exec(last) ?? []
  if (seconds) await delay(Math.min(Number(seconds), waitSecondsMax) * 1000)
  const turns = request.messages.filter(({ role }) => role === 'user').length
  const content =
    `This is the demo model: no real model is configured, so I can only repeat what you said. ` +
    `(Set OPENAI_API_KEY, or OPENAI_BASE_URL for another server.) ` +
    `Message ${turns} of this conversation was: ${last}`
  const prompt_tokens = texts.reduce((sum, text) => sum + count(text), 0)
  const completion_tokens = count(content)
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
  return { content, model: demoModel, usage }
}

const count = (text: string) => countTokens(text, { disallowedSpecial: new Set() })
