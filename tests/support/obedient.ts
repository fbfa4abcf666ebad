import type { ModelCall, Step } from '#tests/support/model'

/** The fake model answers calls for this model with `answerExactly`. */
export const obedientModel = 'obedient-model'

type Schema = { type?: string; enum?: unknown[]; properties?: Record<string, Schema> }
type Tool = { function: { name: string; parameters?: Schema } }
type Format = { type: string; json_schema?: { schema: Schema } }

/**
 * The answer of a model that follows the parameters exactly, and otherwise repeats the conversation. It returns reasoning
 * first, as open models do.
 */
export function answerExactly(call: ModelCall): Step {
  const calls = callsOf(call)
  if (calls.length > 0) return { calls }
  const { text, finishReason } = cut(call, answerOf(call))
  return { answer: `<think>I obey.</think>${text}`, finishReason }
}

/** The tools that it must call: one, or all if parallel calls are allowed. */
function callsOf({ tools = [], tool_choice: choice, parallel_tool_calls: isParallel }: ModelCall) {
  const offered = tools as Tool[]
  const named = (choice as { function?: { name: string } } | undefined)?.function?.name
  const chosen = choice === 'required' ? offered : offered.filter((tool) => tool.function.name === named)
  return chosen.slice(0, isParallel === false ? 1 : chosen.length).map(({ function: tool }, index) => ({
    id: `call_${index}`,
    name: tool.name,
    arguments: JSON.stringify(sampleOf(tool.parameters ?? {})),
  }))
}

function answerOf({ response_format: format, messages }: ModelCall): string {
  const { type, json_schema } = (format ?? { type: 'text' }) as Format
  if (type === 'json_schema') return JSON.stringify(sampleOf(json_schema!.schema))
  const said = messages.map(({ content }) => textOf(content)).join('\n')
  return type === 'json_object' ? JSON.stringify({ said }) : said
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return String(content ?? '')
  return content.map((part) => part.text ?? `[${part.type}]`).join('\n')
}

/** Counts words as tokens. */
function cut({ stop, max_tokens, max_completion_tokens }: ModelCall, text: string) {
  const [most = Number.POSITIVE_INFINITY] = [max_completion_tokens, max_tokens].filter(Number) as number[]
  const stops = [stop ?? []].flat() as string[]
  const until = Math.min(...stops.map((one) => text.indexOf(one)).filter((at) => at >= 0), text.length)
  const words = text.slice(0, until).split(' ')
  return { text: words.slice(0, most).join(' '), finishReason: words.length > most ? 'length' : 'stop' }
}

/** A value of a JSON schema. */
function sampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  const { properties = {} } = schema
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, sampleOf(one)]))
  return { integer: 4, number: 4, boolean: true }[schema.type ?? ''] ?? 'a text'
}
