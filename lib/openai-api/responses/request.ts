import { z } from 'zod'

/** OpenAI's clients send null for what they leave out. */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined)

/** Of a response or a conversation: at most 16 texts. */
export const metadataField = z
  .record(z.string().max(64), z.string().max(512))
  .refine((value) => Object.keys(value).length <= 16, 'At most 16 keys')

const functionTool = z.object({
  type: z.literal('function'),
  name: z.string().regex(/^[\w-]{1,64}$/, 'Must be letters, digits, _ and -, at most 64'),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
})

const named = z.object({ type: z.literal('function'), name: z.string() })
const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  named,
  z.object({ type: z.literal('allowed_tools'), mode: z.enum(['auto', 'required']), tools: z.array(named) }),
])

const textFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    name: z.string(),
    schema: z.record(z.string(), z.unknown()),
    description: optional(z.string()),
    strict: optional(z.boolean()),
  }),
])

/** What of a request gives the input of a model; shared by the count of tokens. */
const promptFields = {
  model: optional(z.string().min(1).max(200)),
  input: optional(z.union([z.string(), z.array(z.record(z.string(), z.unknown()))])),
  instructions: optional(z.string()),
  previous_response_id: optional(z.string()),
  conversation: optional(z.union([z.string(), z.object({ id: z.string() })])),
  tools: optional(z.array(functionTool).max(128)),
  tool_choice: optional(toolChoice),
  parallel_tool_calls: optional(z.boolean()),
  text: optional(z.object({ format: optional(textFormat), verbosity: optional(z.string()) })),
  reasoning: optional(z.object({ effort: optional(z.string()) })),
  truncation: optional(z.enum(['auto', 'disabled'])),
}

/** Fields that are not here are hints, or unknown to this server, and are ignored. */
export const createResponseBody = z.object({
  ...promptFields,
  background: optional(z.boolean()),
  store: optional(z.boolean()),
  stream: optional(z.boolean()),
  metadata: optional(metadataField),
  temperature: optional(z.number().min(0).max(2)),
  top_p: optional(z.number().min(0).max(1)),
  presence_penalty: optional(z.number().min(-2).max(2)),
  frequency_penalty: optional(z.number().min(-2).max(2)),
  max_output_tokens: optional(z.int().min(1).max(1_000_000)),
  user: optional(z.string()),
  safety_identifier: optional(z.string()),
  prompt_cache_key: optional(z.string()),
})
export type CreateResponse = z.output<typeof createResponseBody>

export const countTokensBody = z.object(promptFields)
export type CountTokens = z.output<typeof countTokensBody>

/** A field that would change the answer and that this server does not have: its name, and what is wrong with it. */
export type Unsupported = { param: string; message: string }

/** What of a request this server does not do; nothing that changes an answer is ignored silently. */
export function findUnsupported(body: Record<string, unknown>): Unsupported | undefined {
  const { tools, top_logprobs, prompt, conversation, previous_response_id: previous } = body
  const hosted = Array.isArray(tools) ? tools.findIndex((tool) => tool?.type !== 'function') : -1
  if (hosted >= 0)
    return {
      param: `tools[${hosted}].type`,
      message: `Only function tools are supported, and this one is ${JSON.stringify(tools[hosted]?.type)}.`,
    }
  if (typeof top_logprobs === 'number' && top_logprobs > 0)
    return { param: 'top_logprobs', message: 'Log probabilities are not supported.' }
  if (prompt != null) return { param: 'prompt', message: 'Prompt templates are not supported.' }
  if (conversation != null && previous != null)
    return {
      param: 'previous_response_id',
      message: 'A request has either a conversation or a previous_response_id.',
    }
  return undefined
}
