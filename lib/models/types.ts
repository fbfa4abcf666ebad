import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { Item, ModelRequest } from '#lib/items/types'
import type { TraceContext } from '#lib/telemetry/trace'

/** One message of a prompt. */
export type PromptMessage = ChatCompletionMessageParam

/** A stored message: its plain text, and its items where it is more than that. */
export type HistoryRow = {
  role: 'user' | 'assistant' | 'system'
  content: string
  items?: Item[] | undefined
}

/** What the OpenAI-compatible API repeats of a request for a response, in every object of it. */
export type ResponseEcho = {
  background?: boolean
  store?: boolean
  previousResponseId?: string
  conversation?: string
  truncation?: 'auto' | 'disabled'
  user?: string
  safetyIdentifier?: string
  promptCacheKey?: string
  /** True when it was deleted, while its conversation goes on. */
  isDeleted?: boolean
}

/** The options of one call that its caller gave, and the models that its key allows, if that has a list. */
export type JobParams = {
  model?: string
  temperature?: number
  maxTokens?: number
  systemPrompt?: string
  models?: readonly string[]
  /** True when somebody reads the answer while it is written. */
  stream?: boolean
  /** Of a response of the OpenAI-compatible API. */
  response?: ResponseEcho
  /** What is passed to the provider as it is. */
  request?: ModelRequest
  /** How many tokens of the conversation are sent along, where that is not the server's own number. */
  historyTokensMax?: number
  /**
   * Set where the job is to fail rather than be answered with a part of the history: the turn that it follows, if its
   * conversation may be a copy.
   */
  wholeHistory?: { conversationId?: number; afterTurn?: number }
  /** The trace of the request, which its attempts belong to. */
  trace?: TraceContext
  /** True when the conversation was made for this turn, and nobody is to meet it again. */
  isTransient?: boolean
}

/** The tokens of one model call, for the ledger. */
export type Spent = {
  /** The model that answered, by its provider's word. */
  model: string
  /** The model that was asked for, whose price holds; the same unless it is given. */
  asked?: string
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  reasoningTokens: number
  totalTokens: number
  latencyMs: number
  /** As `priced` says; none of them while the model has no known price. */
  cost?: string | null
  currency?: 'USD' | null
  price?: Record<string, string> | null
  /** True when the call was cut off before the model could report, and a tokenizer counted. */
  estimated?: boolean
}

/** Why an attempt failed: a stable code, a sentence for the caller, and what may help. */
export type Failure = {
  code: string
  message: string
  /** What programs may want to know besides the code. */
  details?: Record<string, unknown>
  /** Whether another attempt with the same model may succeed. */
  retryable: boolean
  /** How many calls of one model may fail before none is repeated: fewer than an attempt that costs nothing has. */
  triesMax?: number
  /** Whether another model may succeed where this one never will. */
  modelSpecific?: boolean
  /** Whether a model of another provider may succeed where no model of this one will. */
  providerSpecific?: boolean
  /** Whether it speaks of a provider in trouble, rather than of this one request. */
  outage?: boolean
  /** The wait that the provider asked for. */
  retryAfterSeconds?: number
}
