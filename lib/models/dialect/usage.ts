import { isObject } from '#lib/json'
import { at } from '#lib/models/dialect/json'

/** The tokens of a call. Completion tokens include reasoning tokens, prompt tokens include cached ones. */
export type Usage = {
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  reasoningTokens: number
}

/** The places of usage. Groq and Moonshot have their own in streams; some gateways keep Google's format. */
const places = ['usage', 'x_groq.usage', 'choices.0.usage', 'usageMetadata']

/** The names of each count: OpenAI's Chat Completions, its Responses and Anthropic, Google, and others. */
const names = {
  prompt: ['prompt_tokens', 'input_tokens', 'promptTokenCount'],
  completion: ['completion_tokens', 'output_tokens', 'candidatesTokenCount'],
  total: ['total_tokens', 'totalTokenCount'],
  cached: [
    'prompt_tokens_details.cached_tokens',
    'input_tokens_details.cached_tokens',
    // DeepSeek, Moonshot and Together, Mistral, Anthropic and LiteLLM.
    'prompt_cache_hit_tokens',
    'cached_tokens',
    'num_cached_tokens',
    'cache_read_input_tokens',
    'cachedContentTokenCount',
  ],
  cacheWrite: [
    'prompt_tokens_details.cache_write_tokens',
    'input_tokens_details.cache_write_tokens',
    'cache_creation_input_tokens',
  ],
  reasoning: [
    'completion_tokens_details.reasoning_tokens',
    'output_tokens_details.reasoning_tokens',
    // Perplexity and SambaNova.
    'reasoning_tokens',
    'thoughtsTokenCount',
  ],
}

/** The usage that the provider reported; undefined when it reported nothing. */
export function usageOf(body: unknown): Usage | undefined {
  const usage = places.map((place) => at(body, place)).find(isObject)
  const count = (kind: keyof typeof names) =>
    Math.max(0, ...names[kind].map((name) => toCount(at(usage, name))))
  const [prompt, completion, total] = [count('prompt'), count('completion'), count('total')]
  if (prompt + completion === 0) return undefined
  const [cached, reasoning] = [count('cached'), count('reasoning')]
  const whole = { prompt, completion, total, cached, reasoning, cacheWrite: count('cacheWrite') }
  const isAnthropic =
    at(usage, 'prompt_tokens') === undefined && at(usage, 'cache_read_input_tokens') !== undefined
  const outside = outsideOf(whole, isAnthropic)
  return {
    promptTokens: toCount(prompt + outside.prompt),
    cachedTokens: cached,
    completionTokens: toCount(completion + outside.completion),
    reasoningTokens: reasoning || outside.thoughts,
  }
}

type Counts = Record<keyof typeof names, number>

/**
 * Tokens that the provider charges for but leaves out of the prompt's or the completion's count. The total reveals them:
 * xAI and Gemini add reasoning only there, and some gateways add cached tokens only there.
 */
function outsideOf(
  counts: Counts,
  isAnthropic: boolean,
): { prompt: number; completion: number; thoughts: number } {
  const { prompt, completion, total, cached, reasoning, cacheWrite } = counts
  const cache = isAnthropic || cached > prompt ? cached + cacheWrite : 0
  const missing = total - prompt - completion
  if (missing <= 0)
    // Without a usable total, count only the tokens that cannot be included.
    return { prompt: cache, completion: reasoning > completion ? reasoning : 0, thoughts: 0 }
  for (const [ofPrompt, ofCompletion] of [
    [0, reasoning],
    [cached + cacheWrite, 0],
    [cached, 0],
    [cached + cacheWrite, reasoning],
    [cached, reasoning],
  ] as const)
    if (ofPrompt + ofCompletion === missing)
      return { prompt: ofPrompt, completion: ofCompletion, thoughts: 0 }
  const rest = Math.max(0, missing - cache)
  return { prompt: cache, completion: rest, thoughts: rest }
}

/** Some gateways send numbers as text. A value that the ledger cannot store counts as 0, so the answer is kept. */
function toCount(given: unknown): number {
  const value = typeof given === 'string' && /^\d{1,10}$/.test(given) ? Number(given) : given
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31 ? Number(value) : 0
}
