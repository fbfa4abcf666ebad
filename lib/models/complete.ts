import { APIConnectionTimeoutError, APIError } from 'openai'
import { type Answer, readAnswer } from '#lib/models/answer'
import { NoAnswer, noProvider } from '#lib/models/errors'
import { withoutKnownRejections } from '#lib/models/known-rejections'
import { observeCall } from '#lib/models/observe'
import { findModel, isOpenAi } from '#lib/models/providers'
import { readStream, type TextSink } from '#lib/models/read-stream'
import { type Request, withoutRejectedParams } from '#lib/models/rejected-params'
import { clientOf } from '#lib/models/sdk'
import { modelTimeoutMs } from '#lib/models/timeout'
import type { JobParams, PromptMessage } from '#lib/models/types'

export type CallParams = JobParams & {
  /** The answer must stay within maxTokens, because the budget covers no more. */
  mustEnd?: boolean
}

/**
 * Calls a model once with the caller's parameters, until `cancelled` aborts. A parameter that the provider rejects by
 * name is dropped with a warning and the call repeated, except the token limit of a `mustEnd` call. Without reported
 * usage the counts are 0, marked as estimated. With a sink, the model streams and the sink receives the text as it
 * arrives. Throws the SDK's errors, or NoAnswer.
 */
export async function complete(
  model: string,
  messages: PromptMessage[],
  params: CallParams,
  cancelled: AbortSignal,
  sink?: TextSink,
): Promise<Answer> {
  const found = findModel(model)
  if (!found) throw noProvider(model)
  const { name, provider } = found
  // Some gateways stream by default.
  const request: Request = { ...params.request, model: name, messages, stream: false }
  if (sink) Object.assign(request, { stream: true, stream_options: { include_usage: true } })
  if (params.temperature !== undefined) request.temperature = params.temperature
  // OpenAI's reasoning models accept only the newer name, many compatible servers only the older one.
  if (params.maxTokens !== undefined)
    request[isOpenAi(provider) ? 'max_completion_tokens' : 'max_tokens'] = params.maxTokens

  const warnings = withoutKnownRejections(request, found, params.mustEnd ?? false)
  const offersTools = (request.tools?.length ?? 0) > 0
  const timeout = AbortSignal.timeout(modelTimeoutMs(model))
  const signal = AbortSignal.any([cancelled, timeout])
  for (;;) {
    const started = performance.now()
    try {
      const answer = await observeCall({ model: found, request, cancelled, sink }, async (observed) => {
        const response = await clientOf(provider).chat.completions.create(request, { signal }).asResponse()
        const elapsedMs = () => performance.now() - started
        return observed && request.stream
          ? readStream(response, { sink: observed, model, offersTools, signal, elapsedMs })
          : readAnswer(await response.text(), { model, offersTools, latencyMs: Math.round(elapsedMs()) })
      })
      return { ...answer, warnings: [...warnings, ...answer.warnings] }
    } catch (error) {
      const warning = withoutRejectedParams(request, error, { model, mustEnd: params.mustEnd ?? false })
      if (warning === undefined) throw wasCutOff(timeout, error) ? new APIConnectionTimeoutError() : error
      if (warning) warnings.push(warning)
    }
  }
}

/** On a timeout, reading a body fails with the signal's reason or with a connection error, not with an SDK error. */
const wasCutOff = (timeout: AbortSignal, error: unknown) =>
  timeout.aborted && !(error instanceof APIError) && !(error instanceof NoAnswer)
