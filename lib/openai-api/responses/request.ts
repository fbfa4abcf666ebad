import { z } from 'zod'
import { unsupported, wrongParameter } from '#lib/openai-api/errors'
import { tunables } from '#lib/tunables'

/** The metadata of a response or a conversation: at most 16 texts. */
export const metadataField = z
  .record(z.string().max(64), z.string().max(512))
  .refine((value) => Object.keys(value).length <= 16, 'At most 16 keys')

const functionTool = z.object({
  type: z.literal('function'),
  name: z.string().regex(/^[\w-]{1,64}$/, 'Must be 1 to 64 letters, digits, underscores and hyphens'),
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
    description: z.string().nullish(),
    strict: z.boolean().nullish(),
  }),
])

/** The input of a request. Its items are validated one by one later. */
const inputField = z.union([z.string(), z.array(z.record(z.string(), z.unknown())).max(tunables.itemsMax)])

/** The fields that make up the model's prompt. The token count uses the same fields. */
const promptFields = {
  model: z.string().min(1).max(200).optional(),
  input: inputField.optional(),
  instructions: z.string().optional(),
  previous_response_id: z.string().optional(),
  conversation: z.union([z.string(), z.object({ id: z.string() })]).optional(),
  tools: z.array(functionTool).max(128).optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  text: z
    .object({ format: textFormat.nullish(), verbosity: z.enum(['low', 'medium', 'high']).nullish() })
    .optional(),
  reasoning: z
    .object({ effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish() })
    .optional(),
  truncation: z.enum(['auto', 'disabled']).optional(),
}

/** All other fields are hints or unknown to this server, and are ignored. */
export const createResponseBody = z.object({
  ...promptFields,
  background: z.boolean().optional(),
  store: z.boolean().optional(),
  stream: z.boolean().optional(),
  metadata: metadataField.optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  presence_penalty: z.number().min(-2).max(2).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  max_output_tokens: z.int().min(1).max(1_000_000).optional(),
  user: z.string().optional(),
  safety_identifier: z.string().optional(),
  prompt_cache_key: z.string().optional(),
})
export type CreateResponse = z.output<typeof createResponseBody>

export const countTokensBody = z.object(promptFields)
export type CountTokens = z.output<typeof countTokensBody>

/** Throws ApiError for a parameter that would change the answer and that this server does not support. */
export function checkSupported(body: Record<string, unknown>): void {
  const { tools, top_logprobs: logprobs, prompt, conversation, previous_response_id: previous } = body
  const hosted = Array.isArray(tools) ? tools.findIndex((tool) => tool?.type !== 'function') : -1
  if (hosted >= 0)
    throw unsupported(`tools[${hosted}].type`, 'The server does not run tools itself. Use function tools.')
  if (typeof logprobs === 'number' && logprobs > 0) throw unsupported('top_logprobs')
  if (prompt != null) throw unsupported('prompt')
  if (conversation != null && previous != null)
    throw wrongParameter(
      'previous_response_id',
      'A request may have a conversation or a previous_response_id, but not both.',
      'mutually_exclusive_parameters',
    )
}
