import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions'
import type { ModelRequest } from '#lib/items/types'

type Tool = ChatCompletionFunctionTool
type ToolChoice = NonNullable<ModelRequest['tool_choice']>

/** A function tool in the flat form of the Responses API. */
export type FunctionTool = {
  type: 'function'
  name: string
  description?: string | null
  parameters?: Record<string, unknown> | null
  strict?: boolean | null
}

/** Converts a tool to the nested form of chat completions, without null fields. */
export const toModelTool = ({ name, description, parameters, strict }: FunctionTool): Tool => ({
  type: 'function',
  function: {
    name,
    ...(description != null && { description }),
    ...(parameters != null && { parameters }),
    ...(strict != null && { strict }),
  },
})

/** Converts a tool to the form in a response. Clients that validate it require all of these fields. */
const toFunctionTool = ({ function: tool }: Tool): Required<FunctionTool> => ({
  type: 'function',
  name: tool.name,
  description: tool.description ?? null,
  parameters: tool.parameters ?? null,
  strict: tool.strict ?? null,
})

/** Converts the tools of a model request to the form in a response. */
export const toTools = (tools: ModelRequest['tools'] = []) =>
  tools.filter((tool) => tool.type === 'function').map(toFunctionTool)

/** A tool choice in the form of the Responses API. */
export type FlatToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { type: 'function'; name: string }
  | { type: 'allowed_tools'; mode: 'auto' | 'required'; tools: { type: 'function'; name: string }[] }

/** Converts a tool choice to the form of chat completions. */
export function toModelToolChoice(choice: FlatToolChoice): ToolChoice {
  if (typeof choice === 'string') return choice
  const nested = (name: string) => ({ type: 'function' as const, function: { name } })
  if (choice.type === 'function') return nested(choice.name)
  const { mode, tools } = choice
  return { type: 'allowed_tools', allowed_tools: { mode, tools: tools.map(({ name }) => nested(name)) } }
}

type Nested = { type: 'function'; function: { name: string } }

/** Converts the tool choice of a model request to the form in a response. */
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
