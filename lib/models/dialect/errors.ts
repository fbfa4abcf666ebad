import { isObject } from '#lib/json'
import { at, type Json } from '#lib/models/dialect/json'

/** The kind of an error, which its status alone does not show. */
export type ErrorKind = 'too_long' | 'unable' | 'filtered' | 'unpaid' | 'unauthorized' | 'no_model' | 'busy'

/** The fields in which an error has its name: OpenAI, Google, Azure, FastAPI and TGI, OpenRouter. */
const places = ['code', 'type', 'status', 'innererror.code', 'error_type', 'reason', 'metadata.error_type']

/** The providers' names of errors, in lower case. */
const names: Record<string, ErrorKind> = {
  context_length_exceeded: 'too_long',
  // llama.cpp, LiteLLM, Anthropic, OpenAI (one message of many).
  exceed_context_size_error: 'too_long',
  contextwindowexceedederror: 'too_long',
  request_too_large: 'too_long',
  string_above_max_length: 'too_long',

  content_filter: 'filtered',
  content_policy_violation: 'filtered',
  // LiteLLM, Azure, Alibaba, OpenAI (images), Google.
  contentpolicyviolationerror: 'filtered',
  responsibleaipolicyviolation: 'filtered',
  data_inspection_failed: 'filtered',
  moderation_blocked: 'filtered',
  prohibited_content: 'filtered',

  insufficient_quota: 'unpaid',
  // Anthropic, OpenAI, LiteLLM, Moonshot, Alibaba, xAI.
  billing_error: 'unpaid',
  billing_not_active: 'unpaid',
  billing_hard_limit_reached: 'unpaid',
  budget_exceeded: 'unpaid',
  exceeded_current_quota_error: 'unpaid',
  arrearage: 'unpaid',
  insufficient_credits: 'unpaid',
  insufficient_balance: 'unpaid',

  invalid_api_key: 'unauthorized',
  // Google, Moonshot, Anthropic, LiteLLM, OpenAI.
  api_key_invalid: 'unauthorized',
  invalid_authentication_error: 'unauthorized',
  authentication_error: 'unauthorized',
  auth_error: 'unauthorized',
  account_deactivated: 'unauthorized',

  model_not_found: 'no_model',
  // Groq, Mistral, Azure.
  model_decommissioned: 'no_model',
  invalid_model: 'no_model',
  deploymentnotfound: 'no_model',

  // Anthropic and Azure may send these with status 400 or in a stream.
  rate_limit_error: 'busy',
  rate_limit_exceeded: 'busy',
  overloaded_error: 'busy',
  server_overloaded: 'busy',
  resource_exhausted: 'busy',
}

/**
 * The messages for a prompt that is too long, from providers that have no error name for it: Anthropic, Google, xAI,
 * DeepSeek, Mistral, vLLM, OpenRouter, Ollama, LM Studio, TGI.
 */
const tooLong = [
  /\b(prompt|inputs?|request|messages?|conversation)( is| are| was| were)? too (long|large|big)\b/,
  /\b(prompt|inputs?|request|messages?|conversation)\b.{0,60}\b(exceed|longer than|must have less than)/,
  /\b(context|token|prompt|input)[- ]?(length|limit|size|window|count)\b.{0,60}\b(exceed|overflow|full)/,
  /\b(exceed|overflow|longer than|greater than|larger than|beyond|above)\w*\b.{0,60}\b(context|token limit)/,
  /\bmax\w* (context|prompt|input|sequence)\w*[- ](length|size|window|tokens)/,
  /\btoo many (input |prompt )?tokens\b|\b(too large|too long) for (this |the )?model\b/,
  /\breduce the length of (the|your) (messages|prompt|input)|\brange of input length\b|\binputs`? tokens \+/,
]

/** Messages about the limit of the answer. A shorter history does not help there. */
const ofAnswer = /\bmax_(\w+_)?tokens\b/

/** The messages of OpenRouter (404), Ollama and others for a model without support for tools, images or formats. */
const notAble =
  /\bsupports? (tool use|tools|image input|images|function calling)|\b(does not|doesn't|not) support (tools|images?|vision|function|response_format)|not a multimodal model/i

/** The statuses of a rejected request. 200 is an error in the body of a successful response. */
const rejectionStatuses = [200, 400, 413, 422]

const kindsOf = (name: string): ErrorKind[] => {
  const known = name.toLowerCase()
  return Object.hasOwn(names, known) ? [names[known]!] : []
}

/** The kind of an error, by the names in it, or else by its message. */
export function kindOf(status: number, error: unknown): ErrorKind | undefined {
  const details = at(error, 'details')
  const reasons = Array.isArray(details) ? details.map((detail) => at(detail, 'reason')) : []
  const found = [...places.map((place) => at(error, place)), ...reasons].filter(
    (name) => typeof name === 'string',
  )
  const [named] = found.flatMap(kindsOf)
  if (named && named !== 'busy') return named
  if (rejectionStatuses.concat(404).includes(status) && notAble.test(sentenceOf(error))) return 'unable'
  // vLLM.
  if (at(error, 'param') === 'input_tokens') return 'too_long'
  const text = sentenceOf(error).toLowerCase()
  const ofImage = /\bimages?\b/.test(text) && !/\bcontext\b|\btokens\b/.test(text)
  const isAboutPrompt = !ofImage && (!ofAnswer.test(text) || /\bcontext\b|\binputs?\b/.test(text))
  if (rejectionStatuses.includes(status) && isAboutPrompt && tooLong.some((pattern) => pattern.test(text)))
    return 'too_long'
  return named
}

/**
 * Unwraps the error in a body: from `error`, a list (Google), `errors`, or JSON in the message of another error
 * (gateways). Returns an object, a sentence, or undefined.
 */
export function errorIn(body: unknown, depth = 0): unknown {
  if (depth > wrappingsMax) return body
  if (Array.isArray(body)) return errorIn(body[0], depth + 1)
  if (!isObject(body)) return body
  const inner = body.error ?? (Array.isArray(body.errors) ? body.errors[0] : undefined)
  if (isObject(inner) || Array.isArray(inner)) return errorIn(inner, depth + 1)
  const message = typeof body.message === 'string' ? parseInnerError(body.message) : undefined
  return message ? { ...body, ...Object(errorIn(message, depth + 1)) } : body
}

const wrappingsMax = 4

function parseInnerError(message: string): Json | undefined {
  if (!/^\s*[[{]/.test(message)) return undefined
  try {
    return Object(JSON.parse(message)) as Json
  } catch {
    return undefined
  }
}

/** The message of an error. Some servers send only a sentence; FastAPI calls it `detail`. */
export function sentenceOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { message, error: alone, detail } = Object(error) as Json
  for (const text of [message, alone, detail]) if (typeof text === 'string') return text
  if (!Array.isArray(detail)) return ''
  const { loc, msg } = Object(detail[0]) as Json
  return Array.isArray(loc) && typeof msg === 'string' ? `${loc.slice(1).join('.')}: ${msg}` : ''
}
