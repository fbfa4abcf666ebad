import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { Item, ModelRequest } from '#lib/items/types'
import type { TraceContext } from '#lib/telemetry/trace'

/** One message of a prompt. */
export type PromptMessage = ChatCompletionMessageParam

/** A stored message: its plain text, and its items when it is more than text. */
export type HistoryRow = {
  role: 'user' | 'assistant' | 'system'
  content: string
  items?: Item[] | undefined
}

/** The parts of a request that the OpenAI-compatible API repeats in every response object. */
export type ResponseEcho = {
  background?: boolean
  store?: boolean
  previousResponseId?: string
  conversation?: string
  truncation?: 'auto' | 'disabled'
  user?: string
  safetyIdentifier?: string
  promptCacheKey?: string
  /** True when the response was deleted but its conversation continues. */
  isDeleted?: boolean
}

/** The caller's options for one job, and the models that its key allows, if it has a list. */
export type JobParams = {
  model?: string
  temperature?: number
  maxTokens?: number
  systemPrompt?: string
  models?: readonly string[]
  /** True when a reader streams the answer. */
  stream?: boolean
  /** Set for a response of the OpenAI-compatible API. */
  response?: ResponseEcho
  /** Parameters that are passed to the provider unchanged. */
  request?: ModelRequest
  /** The maximum of history tokens, if it is not the server's own number. */
  historyTokensMax?: number
  /**
   * Set when the job must fail rather than be answered with a part of the history. Holds the turn that it follows, if
   * its conversation may be a copy.
   */
  wholeHistory?: { conversationId?: number; afterTurn?: number }
  /** The trace of the request, which the attempts join. */
  trace?: TraceContext
  /** True when the conversation was created for this turn only and is deleted later. */
  isTransient?: boolean
}

/** The tokens of one model call, for the ledger. */
export type Spent = {
  /** The model that answered, as its provider reports it. */
  model: string
  /** The model that was called, whose price applies. Absent when it is the same. */
  asked?: string
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  reasoningTokens: number
  totalTokens: number
  latencyMs: number
  /** Set by `withPrice`. Absent or null when the model has no known price. */
  cost?: string | null
  currency?: 'USD' | null
  price?: Record<string, string> | null
  /** True when a tokenizer counted the tokens, because the provider reported no usage. */
  estimated?: boolean
}

/** The reason why an attempt failed: a stable code, a sentence for the caller, and hints for the retry. */
export type Failure = {
  code: string
  message: string
  /** Machine-readable details for callers. */
  details?: Record<string, unknown>
  /** True if another attempt with the same model may succeed. */
  retryable: boolean
  /** The maximum of failed calls of one model before it is given up. Lower than usual when failures cost money. */
  triesMax?: number
  /** True if another model may succeed although this one never will. */
  modelSpecific?: boolean
  /** True if a model of another provider may succeed although no model of this one will. */
  providerSpecific?: boolean
  /** True if it indicates an outage of the provider rather than a problem with this request. */
  outage?: boolean
  /** The wait that the provider requested. */
  retryAfterSeconds?: number
}
