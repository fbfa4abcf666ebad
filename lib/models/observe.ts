import type { Answer } from '#lib/models/answer'
import { classify, NoAnswer } from '#lib/models/errors'
import { metricModel, noteModel, providerName } from '#lib/models/metric-model'
import type { Model } from '#lib/models/providers'
import type { TextSink } from '#lib/models/read-stream'
import type { Request } from '#lib/models/rejected-params'
import { answerAttributes, modelSpan } from '#lib/models/span'
import type { Spent } from '#lib/models/types'
import { instruments } from '#lib/telemetry/instruments'
import { record, secondsSince } from '#lib/telemetry/metrics'
import { inSpan, type Span } from '#lib/telemetry/trace'

/** The data of a call before it is made. */
type Call = { model: Model; request: Request; cancelled: AbortSignal; sink: TextSink | undefined }

/**
 * Makes one model call in a span and measures its duration, its tokens and the time to its first text, by the semantic
 * conventions for generative AI.
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics
 */
export const observeCall = (
  call: Call,
  make: (sink: TextSink | undefined) => Promise<Answer>,
): Promise<Answer> => inSpan(modelSpan(call), (span) => measureCall(call, make, span))

async function measureCall(
  { model, cancelled, sink }: Call,
  make: (sink: TextSink | undefined) => Promise<Answer>,
  span: Span,
): Promise<Answer> {
  const startedMs = performance.now()
  try {
    const onFirst = () => {
      const seconds = secondsSince(startedMs)
      record(instruments.modelFirstText, seconds, modelAttributes(model))
      span.set({ 'gen_ai.response.time_to_first_chunk': seconds })
    }
    const answer = await make(sink && withFirst(sink, onFirst))
    noteModel(model.id)
    record(instruments.modelDuration, secondsSince(startedMs), modelAttributes(model))
    recordTokens(model, answer.spent)
    span.set(answerAttributes(answer))
    return answer
  } catch (error) {
    const type = cancelled.aborted ? 'cancelled' : classify(error, model.id).code
    record(instruments.modelDuration, secondsSince(startedMs), {
      ...modelAttributes(model),
      'error.type': type,
    })
    span.fail(type)
    if (error instanceof NoAnswer) recordTokens(model, error.spent)
    throw error
  }
}

const modelAttributes = (model: Model) => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': providerName(model),
  'gen_ai.request.model': metricModel(model.id),
})

/** Wraps a sink so that `onFirst` is called at the first text. */
function withFirst(sink: TextSink, onFirst: () => void): TextSink {
  let isFirst = true
  return {
    begin: (live) => sink.begin(live),
    grow(wire) {
      if (isFirst) onFirst()
      isFirst = false
      sink.grow(wire)
    },
  }
}

/** Records the tokens that the provider reported. */
function recordTokens(model: Model, { promptTokens, completionTokens }: Spent): void {
  for (const [type, tokens] of Object.entries({ input: promptTokens, output: completionTokens }))
    if (tokens > 0)
      record(instruments.modelTokens, tokens, { ...modelAttributes(model), 'gen_ai.token.type': type })
}
