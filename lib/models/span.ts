import type { Answer } from '#lib/models/answer'
import { providerName } from '#lib/models/metric-model'
import type { Model } from '#lib/models/providers'
import type { Request } from '#lib/models/rejected-params'
import { isTracing, type SpanAttributes, type SpanOptions } from '#lib/telemetry/trace'

type Call = { model: Model; request: Request }

/** The span of a model call: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans */
export function modelSpan({ model, request }: Call): SpanOptions {
  const { hostname, port, protocol } = new URL(model.provider.baseUrl)
  const attributes: SpanAttributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': providerName(model),
    'gen_ai.request.model': model.name,
    'gen_ai.request.stream': request.stream === true,
    'gen_ai.request.max_tokens': request.max_completion_tokens ?? request.max_tokens ?? undefined,
    'gen_ai.request.temperature': request.temperature ?? undefined,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    ...(isTracing() && capturesContent() && { 'gen_ai.input.messages': inputMessages(request) }),
  }
  return { name: `chat ${model.name}`, kind: 'client', attributes }
}

/** The span attributes of a call that ended with an answer. */
export function answerAttributes({ content, finishReason, spent }: Answer): SpanAttributes {
  const hasUsage = spent.totalTokens > 0
  return {
    'gen_ai.response.model': spent.model,
    'gen_ai.response.finish_reasons': [finishReason],
    ...(hasUsage && {
      'gen_ai.usage.input_tokens': spent.promptTokens,
      'gen_ai.usage.output_tokens': spent.completionTokens,
      'gen_ai.usage.cache_read.input_tokens': spent.cachedTokens,
      'gen_ai.usage.reasoning.output_tokens': spent.reasoningTokens,
    }),
    ...(isTracing() &&
      capturesContent() && { 'gen_ai.output.messages': outputMessages(content, finishReason) }),
  }
}

/** Message texts are in traces only if OpenTelemetry's own variable allows it: `true`, or a mode with spans. */
const capturesContent = () =>
  /^(true|span_only|span_and_event)$/i.test(
    process.env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT ?? '',
  )

const inputMessages = ({ messages }: Request) =>
  JSON.stringify(messages.map(({ role, content }) => ({ role, parts: partsOf(content) })))

const outputMessages = (content: string, finish_reason: string) =>
  JSON.stringify([{ role: 'assistant', parts: partsOf(content), finish_reason }])

/** The texts of a message, without images. */
function partsOf(content: unknown): { type: 'text'; content: string }[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }]
  if (!Array.isArray(content)) return []
  return content.flatMap((part) =>
    typeof part?.text === 'string' ? [{ type: 'text' as const, content: part.text }] : [],
  )
}
