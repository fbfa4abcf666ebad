import type { FinishReason } from '#lib/items/schema'
import type { FunctionCall, Item } from '#lib/items/types'
import { InterruptedStream, parseBody } from '#lib/models/dialect/body'
import { finishOf } from '#lib/models/dialect/finish'
import { at, type Json } from '#lib/models/dialect/json'
import { contentsOf, type MessageContents, messageOf } from '#lib/models/dialect/message'
import { callsIn } from '#lib/models/dialect/tool-calls'
import { usageOf } from '#lib/models/dialect/usage'
import { failures, NoAnswer, reportedFailure } from '#lib/models/errors'
import { answeringModelId } from '#lib/models/providers'
import type { Failure, Spent } from '#lib/models/types'
import { cutText } from '#lib/text'

/** An answer, with the model's reasoning. */
export type Answer = {
  /** The plain text; empty when the model only calls tools. */
  content: string
  /** The answer as items, when it is more than text. */
  items?: Item[]
  finishReason: FinishReason
  thoughts: string
  spent: Spent
  warnings: string[]
}

/** The call that gave the answer. `offersTools` is true when its request had tools. */
export type AnsweredCall = { model: string; offersTools: boolean; latencyMs: number }

/**
 * Reads the body of a response with status 200, from any compatible server. Throws NoAnswer with the cost of the call,
 * or SyntaxError when the body is not an answer, such as the page of a proxy.
 */
export function readAnswer(text: string, { model: asked, offersTools, latencyMs }: AnsweredCall): Answer {
  const body = bodyOf(text, asked, latencyMs)
  const choice = at(body, 'choices.0') as Json | undefined
  const spent = spentOf(body, asked, latencyMs)
  const reported = [body.error, choice?.error].find(namesSomething)
  // A call that only returned an error costs what its provider reports, and nothing if it reports nothing.
  if (reported) throw new NoAnswer(reportedFailure(reported, asked), { ...spent, estimated: false })
  if (!Array.isArray(body.choices)) throw new SyntaxError('no completion')

  const said = contentsOf(choice)
  const finish = finishOf(choice?.finish_reason)
  const answer = storable(said.text)
  const isRefusal = answer.trim() === '' && said.refusal !== ''
  const calls = offersTools ? callsIn(messageOf(choice)).map(storableCall) : []
  // Some models write line breaks before a call.
  const spoken = calls.length > 0 && answer.trim() === '' ? '' : answer
  const content = isRefusal ? storable(said.refusal) : spoken
  const thoughts = storable(said.thoughts)
  const failed =
    calls.length > 0 && finish !== 'failed' ? undefined : failureOf(content, thoughts, said, finish)
  if (failed) throw new NoAnswer(failed, spent, (thoughts + content).trim())
  const warnings: string[] = []
  if (isRefusal) warnings.push('The model refused to answer.')
  if (finish === 'length') warnings.push('The answer was cut at the token limit.')
  if (finish === 'filtered') warnings.push("The answer was cut by the provider's content policy.")
  const finishReason = calls.length > 0 && !finish ? 'tool_calls' : finishReasons[finish ?? 'none']
  const items = itemsIn(content, isRefusal, calls)
  return { content, ...(items && { items }), finishReason, thoughts, spent, warnings }
}

const finishReasons = { length: 'length', filtered: 'content_filter', failed: 'stop', none: 'stop' } as const

/** The items of an answer that is more than text. */
function itemsIn(content: string, isRefusal: boolean, calls: FunctionCall[]): Item[] | undefined {
  if (!isRefusal && calls.length === 0) return undefined
  const part = isRefusal
    ? ({ type: 'refusal', refusal: content } as const)
    : ({ type: 'output_text', text: content } as const)
  const said: Item[] = content === '' ? [] : [{ type: 'message', role: 'assistant', content: [part] }]
  return [...said, ...calls]
}

const storableCall = (call: FunctionCall): FunctionCall => ({
  type: call.type,
  call_id: storable(call.call_id),
  name: storable(call.name),
  arguments: storable(call.arguments),
})

/** The parsed body. A truncated answer costs what arrived of it; the page of a proxy costs nothing. */
function bodyOf(text: string, asked: string, latencyMs: number): Json {
  try {
    const body = parseBody(text)
    if (body) return body
  } catch (error) {
    const partial = error instanceof InterruptedStream ? error.body : undefined
    if (!partial && !/^\s*(\{|data:)/.test(text)) throw error
    const said = contentsOf(at(partial, 'choices.0'))
    const written = partial ? said.text + said.thoughts : text
    throw new NoAnswer(failures.cut_answer, spentOf(partial ?? {}, asked, latencyMs), written)
  }
  throw new SyntaxError('no completion')
}

function failureOf(
  content: string,
  thoughts: string,
  { callsTools }: MessageContents,
  finish: ReturnType<typeof finishOf>,
): Failure | undefined {
  if (finish === 'failed') return failures.model_broken_off
  if (content.trim() !== '') return undefined
  if (finish === 'filtered') return failures.content_policy
  if (finish === 'length') return failures.tokens_exhausted
  if (callsTools) return failures.only_tool_calls
  return thoughts.trim() === '' ? failures.empty_answer : failures.only_thoughts
}

/** Some gateways send an empty error with every answer. */
const namesSomething = (error: unknown) =>
  typeof error === 'string' ? error !== '' : Object.values(Object(error)).some(Boolean)

/** The usage that the provider reported, marked as estimated if it reported nothing. */
function spentOf(body: Json, asked: string, latencyMs: number): Spent {
  const usage = usageOf(body)
  const none = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, reasoningTokens: 0 }
  const { promptTokens, completionTokens } = usage ?? none
  return {
    model: answeringModelId(asked, cutText(storable(body.model), 200)),
    asked,
    ...(usage ?? none),
    totalTokens: Math.min(promptTokens + completionTokens, 2 ** 31 - 1),
    latencyMs,
    ...(!usage && { estimated: true }),
  }
}

const storable = (value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : ''
