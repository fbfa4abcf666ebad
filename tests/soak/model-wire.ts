import type { Call } from './model.ts'

/** The text of an answer, or the arguments of its tool call. */
export const saidBy = ({ id, question, callsFunction }: Call) =>
  callsFunction ? JSON.stringify({ call: id, about: question }) : `Answer ${id} to: ${question}`

const functionCall = ({ id }: Call, args: string) => ({
  id: `call_${id}`,
  type: 'function',
  function: { name: 'look_up', arguments: args },
})

const headOf = ({ id, model }: Call) => ({ id: `chatcmpl-${id}`, created: 0, model })

const usageOf = ({ id, promptTokens }: Call) => ({
  prompt_tokens: promptTokens,
  completion_tokens: id,
  total_tokens: promptTokens + id,
})

const event = (call: Call, fields: object) =>
  `data: ${JSON.stringify({ ...headOf(call), object: 'chat.completion.chunk', ...fields })}\n\n`

/** An empty answer makes no tool call. */
const isCall = ({ callsFunction }: Call, content: string) => callsFunction && content !== ''

const finishOf = ({ callsFunction, behaviour }: Call) =>
  callsFunction && behaviour !== 'answers nothing' ? 'tool_calls' : 'stop'

/** A complete answer without streaming. */
export function completionOf(call: Call, content: string) {
  const said = isCall(call, content)
    ? { content: null, tool_calls: [functionCall(call, content)] }
    : { content }
  const choice = { index: 0, finish_reason: finishOf(call), message: { role: 'assistant', ...said } }
  return { ...headOf(call), object: 'chat.completion', choices: [choice], usage: usageOf(call) }
}

/** A complete answer as stream events, word by word. */
export function piecesOf(call: Call, content: string): string[] {
  const pieces = content.split(/(?<= )/)
  const deltas = isCall(call, content)
    ? [
        { tool_calls: [{ index: 0, ...functionCall(call, '') }] },
        ...pieces.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
      ]
    : pieces.map((piece) => ({ content: piece }))
  return deltas.map((delta) => event(call, { choices: [{ index: 0, delta, finish_reason: null }] }))
}

/** The events after the last piece. */
export const endOf = (call: Call) =>
  event(call, { choices: [{ index: 0, delta: {}, finish_reason: finishOf(call) }] }) +
  event(call, { choices: [], usage: usageOf(call) }) +
  'data: [DONE]\n\n'
