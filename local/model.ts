import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'

/** The name under which the demo model answers. */
export const demoModel = 'demo-model'

/** Starts an OpenAI-compatible server whose one model says that it is a demo, and repeats the question. */
export async function startDemoModel(port: number): Promise<{ url: string; close(): Promise<void> }> {
  const mock = new LLMock({ port, host: '127.0.0.1', logLevel: 'silent' })
  mock.addFixture({ match: {}, response: (request) => answer(request) })
  const url = await mock.start()
  return { url: `${url}/v1`, close: () => mock.stop() }
}

function answer(request: ChatCompletionRequest) {
  const texts = request.messages.map(({ content }) => (typeof content === 'string' ? content : ''))
  const turns = request.messages.filter(({ role }) => role === 'user').length
  const content =
    `This is the demo model: no real model is configured, so I can only repeat what you said. ` +
    `(Set OPENAI_API_KEY, or OPENAI_BASE_URL for another server.) ` +
    `Message ${turns} of this conversation was: ${texts.at(-1)}`
  const prompt_tokens = texts.reduce((sum, text) => sum + count(text), 0)
  const completion_tokens = count(content)
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
  return { content, model: demoModel, usage }
}

const count = (text: string) => countTokens(text, { disallowedSpecial: new Set() })
