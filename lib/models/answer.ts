import type { FinishReason } from '#lib/items/schema'
import type { FunctionCall, Item } from '#lib/items/types'
import { CutStream, parseBody } from '#lib/models/dialect/body'
import { finishOf } from '#lib/models/dialect/finish'
import { at, type Json } from '#lib/models/dialect/json'
import { messageOf, type Said, saidIn } from '#lib/models/dialect/message'
import { callsIn } from '#lib/models/dialect/tool-calls'
import { usageOf } from '#lib/models/dialect/usage'
import { failures, NoAnswer, reportedFailure } from '#lib/models/errors'
import { answeredAs } from '#lib/models/providers'
import type { Failure, Spent } from '#lib/models/types'
import { cutText } from '#lib/text'

/** An answer, with what the model thought before it. */
export type Answer = {
  /** The plain text; empty where the model only calls tools. */
  content: string
  /** What the answer is in items, where it is more than its text. */
  items?: Item[]
  finishReason: FinishReason
  thoughts: string
  spent: Spent
  warnings: string[]
}

/** The call that was made: which model was asked, whether it was offered tools, and how long it took. */
export type Asked = { model: string; offersTools: boolean; latencyMs: number }

/**
 * Reads the body of an answer with status 200, whichever server it is of. Throws NoAnswer with what the call has cost,
 * or SyntaxError when it is no answer, such as the page of a proxy.
 */
export function readAnswer(text: string, { model: asked, offersTools, latencyMs }: Asked): Answer {
  const body = bodyOf(text, asked, latencyMs)
  const choice = at(body, 'choices.0') as Json | undefined
  const spent = spentOf(body, asked, latencyMs)
  const reported = [body.error, choice?.error].find(namesSomething)
  // A call that only gave an error has cost what its provider says, and nothing if it says nothing.
  if (reported) throw new NoAnswer(reportedFailure(reported, asked), { ...spent, estimated: false })
  if (!Array.isArray(body.choices)) throw new SyntaxError('no completion')

  const said = saidIn(choice)
  const finish = finishOf(choice?.finish_reason)
  const answer = storable(said.text)
  const isRefusal = answer.trim() === '' && said.refusal !== ''
  const calls = offersTools ? callsIn(messageOf(choice)).map(storableCall) : []
  // Some models put line breaks before a call.
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

/** The items of an answer that is more than its text. */
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

/** An answer that was cut off has cost what came of it; a page of a proxy nothing. */
function bodyOf(text: string, asked: string, latencyMs: number): Json {
  try {
    const body = parseBody(text)
    if (body) return body
  } catch (error) {
    const came = error instanceof CutStream ? error.body : undefined
    if (!came && !/^\s*(\{|data:)/.test(text)) throw error
    const said = saidIn(at(came, 'choices.0'))
    const written = came ? said.text + said.thoughts : text
    throw new NoAnswer(failures.cut_answer, spentOf(came ?? {}, asked, latencyMs), written)
  }
  throw new SyntaxError('no completion')
}

function failureOf(
  content: string,
  thoughts: string,
  { callsTools }: Said,
  finish: ReturnType<typeof finishOf>,
): Failure | undefined {
  if (finish === 'failed') return failures.model_broken_off
  if (content.trim() !== '') return undefined
  if (finish === 'filtered') return failures.content_policy
  if (finish === 'length') return failures.tokens_exhausted
  if (callsTools) return failures.only_tool_calls
  return thoughts.trim() === '' ? failures.empty_answer : failures.only_thoughts
}

/** Some gateways send an error that is empty beside every answer. */
const namesSomething = (error: unknown) =>
  typeof error === 'string' ? error !== '' : Object.values(Object(error)).some(Boolean)

/** What a call has cost by its provider's word, marked as estimated where it reported nothing. */
function spentOf(body: Json, asked: string, latencyMs: number): Spent {
  const usage = usageOf(body)
  const none = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, reasoningTokens: 0 }
  const { promptTokens, completionTokens } = usage ?? none
  return {
    model: answeredAs(asked, cutText(storable(body.model), 200)),
    asked,
    ...(usage ?? none),
    totalTokens: Math.min(promptTokens + completionTokens, 2 ** 31 - 1),
    latencyMs,
    ...(!usage && { estimated: true }),
  }
}

const storable = (value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : ''
