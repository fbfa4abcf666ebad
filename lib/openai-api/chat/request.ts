import { z } from 'zod'
import { unsupported } from '#lib/openai-api/errors'
import { metadataField } from '#lib/openai-api/responses/request'
import { tunables } from '#lib/tunables'

const functionTool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string().regex(/^[\w-]{1,64}$/, 'Must be 1 to 64 letters, digits, underscores and hyphens'),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
})

/** Cursor sends flat tools, as in the Responses API. */
const flatTool = z
  .object({ type: z.literal('function'), ...functionTool.shape.function.shape })
  .transform(({ type, ...tool }) => ({ type, function: tool }))

const named = z.object({ type: z.literal('function'), function: z.object({ name: z.string().min(1) }) })
const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  named,
  z
    .object({ type: z.literal('function'), name: z.string().min(1) })
    .transform(({ type, name }): z.output<typeof named> => ({ type, function: { name } })),
  z.object({
    type: z.literal('allowed_tools'),
    allowed_tools: z.object({ mode: z.enum(['auto', 'required']), tools: z.array(named) }),
  }),
])

const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({
      name: z.string().min(1),
      schema: z.record(z.string(), z.unknown()).optional(),
      description: z.string().optional(),
      strict: z.boolean().nullish(),
    }),
  }),
])

/** Objects that are validated one by one later. */
const objects = z.array(z.record(z.string(), z.unknown())).max(tunables.itemsMax)
const penalty = z.number().min(-2).max(2).optional()
const tokens = z.int().min(1).max(1_000_000).optional()

/** All other fields are hints or unknown to this server, and are ignored. */
export const chatBody = z.object({
  model: z.string().min(1).max(200).optional(),
  messages: objects.min(1).optional(),
  /** Cursor sends this instead of messages. */
  input: z.union([z.string(), objects]).optional(),
  instructions: z.string().optional(),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: tokens,
  max_completion_tokens: tokens,
  max_output_tokens: tokens,
  stop: z.union([z.string(), z.array(z.string()).max(4)]).optional(),
  seed: z.int().optional(),
  frequency_penalty: penalty,
  presence_penalty: penalty,
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional(),
  verbosity: z.enum(['low', 'medium', 'high']).optional(),
  response_format: responseFormat.optional(),
  tools: z
    .array(z.union([functionTool, flatTool]))
    .max(128)
    .optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  metadata: metadataField.optional(),
})
export type ChatBody = z.output<typeof chatBody>

/** Unsupported parameters that would change the answer, each with a check for the values that change nothing. */
const unsupportedParameters: Record<string, (value: unknown) => boolean> = {
  n: (value) => value === 1,
  logprobs: (value) => value === false,
  top_logprobs: (value) => value === 0,
  logit_bias: (value) => typeof value === 'object' && Object.keys(value as object).length === 0,
  modalities: (value) => JSON.stringify(value) === '["text"]',
  audio: () => false,
  prediction: () => false,
  web_search_options: () => false,
  functions: (value) => JSON.stringify(value) === '[]',
  function_call: (value) => value === 'none',
  previous_response_id: () => false,
  conversation: () => false,
  prompt: () => false,
}

/** Throws ApiError for a parameter that would change the answer and that this server does not support. */
export function checkChat(body: Record<string, unknown>): void {
  for (const [name, isHarmless] of Object.entries(unsupportedParameters)) {
    const value = body[name]
    if (value !== undefined && value !== null && !isHarmless(value)) throw unsupported(name)
  }
  const hosted = Array.isArray(body.tools) ? body.tools.findIndex((tool) => tool?.type !== 'function') : -1
  if (hosted >= 0)
    throw unsupported(`tools[${hosted}].type`, 'The server does not run tools itself. Use function tools.')
}
