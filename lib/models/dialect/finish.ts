/** Why a model stopped before the end: the token limit, a content filter, or a failure of its provider. */
export type Finish = 'length' | 'filtered' | 'failed' | undefined

/** The providers' names of these reasons, in lower case. Any other reason is a normal end. */
const reasons: Record<string, Finish> = {
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  // Mistral, Anthropic.
  model_length: 'length',
  model_context_window_exceeded: 'length',
  content_filter: 'filtered',
  content_filtered: 'filtered',
  // Anthropic, Google, Zhipu, Amazon.
  refusal: 'filtered',
  safety: 'filtered',
  recitation: 'filtered',
  blocklist: 'filtered',
  prohibited_content: 'filtered',
  sensitive: 'filtered',
  guardrail_intervened: 'filtered',
  // OpenRouter and Mistral, DeepSeek, Zhipu, vLLM.
  error: 'failed',
  insufficient_system_resource: 'failed',
  network_error: 'failed',
  abort: 'failed',
}

/** Google's compatible endpoint sometimes sends `content_filter: SAFETY`. */
export function finishOf(reason: unknown): Finish {
  if (typeof reason !== 'string') return undefined
  const [name = ''] = reason.toLowerCase().split(/[:\s]/)
  return Object.hasOwn(reasons, name) ? reasons[name] : undefined
}
