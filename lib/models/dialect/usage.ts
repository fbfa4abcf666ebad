import { at, isObject } from '#lib/models/dialect/json'

/** The tokens of a call: reasoning tokens are part of the completion's, cached ones of the prompt's. */
export type Usage = {
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  reasoningTokens: number
}

/** Where usage stands: Groq puts it elsewhere in streams, and so does Moonshot; some gateways leave Google's as it is. */
const places = ['usage', 'x_groq.usage', 'choices.0.usage', 'usageMetadata']

/** What each count is called: by OpenAI's Chat Completions, by its Responses and Anthropic, by Google, and by others. */
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

/** What a call has used by its provider's word, or undefined when it reports nothing. */
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
 * Tokens that a provider leaves out of the prompt's or the completion's count, though it charges for them. The sum tells:
 * xAI adds reasoning only there, Gemini names its thoughts nowhere else, and some gateways add cached tokens there.
 */
function outsideOf(
  counts: Counts,
  isAnthropic: boolean,
): { prompt: number; completion: number; thoughts: number } {
  const { prompt, completion, total, cached, reasoning, cacheWrite } = counts
  const cache = isAnthropic || cached > prompt ? cached + cacheWrite : 0
  const missing = total - prompt - completion
  if (missing <= 0)
    // Without a usable sum only what cannot be inside is outside.
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

/** Some gateways write numbers as text. What the ledger cannot hold counts as nothing, so that the answer is kept. */
function toCount(given: unknown): number {
  const value = typeof given === 'string' && /^\d{1,10}$/.test(given) ? Number(given) : given
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31 ? Number(value) : 0
}
