import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions'
import type { ModelRequest } from '#lib/items/types'

type Tool = ChatCompletionFunctionTool
type ToolChoice = NonNullable<ModelRequest['tool_choice']>

/** A function tool as the Responses API writes it: flat, where chat completions nest it. */
export type FunctionTool = {
  type: 'function'
  name: string
  description?: string | null
  parameters?: Record<string, unknown> | null
  strict?: boolean | null
}

/** A tool for the model, as chat completions write it. What is null there counts as left out. */
export const toModelTool = ({ name, description, parameters, strict }: FunctionTool): Tool => ({
  type: 'function',
  function: {
    name,
    ...(description != null && { description }),
    ...(parameters != null && { parameters }),
    ...(strict != null && { strict }),
  },
})

/** The tool as a response repeats it: clients that check it want all of these fields. */
const toFunctionTool = ({ function: tool }: Tool): Required<FunctionTool> => ({
  type: 'function',
  name: tool.name,
  description: tool.description ?? null,
  parameters: tool.parameters ?? null,
  strict: tool.strict ?? null,
})

/** The tools of a model request as a response repeats them. */
export const toTools = (tools: ModelRequest['tools'] = []) =>
  tools.filter((tool) => tool.type === 'function').map(toFunctionTool)

/** The choice of a tool as the Responses API writes it. */
export type FlatToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { type: 'function'; name: string }
  | { type: 'allowed_tools'; mode: 'auto' | 'required'; tools: { type: 'function'; name: string }[] }

/** The same as chat completions write it. */
export function toModelToolChoice(choice: FlatToolChoice): ToolChoice {
  if (typeof choice === 'string') return choice
  const nested = (name: string) => ({ type: 'function' as const, function: { name } })
  if (choice.type === 'function') return nested(choice.name)
  const { mode, tools } = choice
  return { type: 'allowed_tools', allowed_tools: { mode, tools: tools.map(({ name }) => nested(name)) } }
}

type Nested = { type: 'function'; function: { name: string } }

/** The choice of a model request as a response repeats it. */
export function toToolChoice(choice: ModelRequest['tool_choice']): FlatToolChoice {
  if (choice === undefined) return 'auto'
  if (typeof choice === 'string') return choice as FlatToolChoice
  const flat = ({ function: { name } }: Nested) => ({ type: 'function' as const, name })
  const given = choice as
    | Nested
    | { type: 'allowed_tools'; allowed_tools: { mode: 'auto' | 'required'; tools: Nested[] } }
  if (given.type === 'function') return flat(given)
  const { mode, tools } = given.allowed_tools
  return { type: 'allowed_tools', mode, tools: tools.map(flat) }
}
