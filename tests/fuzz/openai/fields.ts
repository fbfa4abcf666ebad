import type { JsonSchema } from '#lib/api/json-schema'

const anyOf = (...alternatives: JsonSchema[]): JsonSchema => ({ anyOf: alternatives })
const list = (items: JsonSchema, minItems = 0): JsonSchema => ({
  type: 'array',
  items,
  minItems,
  maxItems: 5,
})
const text: JsonSchema = { type: 'string', maxLength: 300 }
const one = (...values: unknown[]): JsonSchema => ({ enum: values })
const object = (properties: Record<string, JsonSchema>, ...optional: string[]): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
})

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const imageUrl = one('https://images.example/1.png', pixel, 'http://127.0.0.1:1/', 'data:image/png;base64,@')
const detail = one('auto', 'low', 'high', 'original')
/** Few values, so that results match calls. */
const callId = one('call_1', 'call_2')
const args = one('{}', '{"a":[1,{"b":null}]}', '', '{', '"text"')

const message = anyOf(
  object({
    role: one('user', 'system', 'developer'),
    content: anyOf(
      text,
      list(
        anyOf(
          object({ type: one('text'), text }),
          object({ type: one('image_url'), image_url: object({ url: imageUrl, detail }, 'detail') }),
        ),
      ),
    ),
  }),
  object(
    {
      role: one('assistant'),
      content: anyOf(text, { type: 'null' }, list(object({ type: one('text'), text }))),
      refusal: text,
      tool_calls: list(
        object({
          id: callId,
          type: one('function'),
          function: object({ name: one('look_up'), arguments: args }),
        }),
      ),
    },
    'content',
    'refusal',
    'tool_calls',
  ),
  object({
    role: one('tool'),
    tool_call_id: callId,
    content: anyOf(text, list(object({ type: one('text'), text }))),
  }),
)

const part = anyOf(
  object({ type: one('input_text'), text }),
  object({ type: one('input_image'), image_url: imageUrl, detail }, 'detail'),
)
const item = anyOf(
  object(
    { type: one('message'), role: one('user', 'system', 'developer'), content: anyOf(text, list(part)) },
    'type',
  ),
  object({
    type: one('message'),
    role: one('assistant'),
    content: list(
      anyOf(object({ type: one('output_text'), text }), object({ type: one('refusal'), refusal: text })),
    ),
  }),
  object({ type: one('function_call'), call_id: callId, name: one('look_up'), arguments: args }),
  object({ type: one('function_call_output'), call_id: callId, output: anyOf(text, list(part)) }),
  object({ type: one('reasoning'), id: one('rs_1'), summary: list(text) }),
)

/** Fields that the server checks in code, without a schema. */
export const looseFields: Record<string, JsonSchema> = {
  messages: list(message, 1),
  input: anyOf(text, list(item, 1)),
  items: list(item, 1),
}

const deep = (levels: number): object =>
  levels === 0 ? { type: 'string' } : { properties: { a: deep(levels - 1) } }
const parameters = [{}, deep(3), deep(60), deep(110), { $ref: '#' }, { type: 'object', required: [''] }]
const named = { name: 'look_up', description: 'Looks up', strict: true }
const hosted = [{ type: 'web_search' }]
const users = ['fuzz-1', 'fuzz-2', 'caf\u00e9']
const metadata = [
  {},
  { a: 'b' },
  { a: 1 },
  Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`${i}`, ''])),
]

/** Values that clients send, and some invalid ones. */
export const fieldExamples: Record<string, unknown[]> = {
  metadata,
  user: users,
  safety_identifier: users,
  model: ['fake-model', 'gpt-6-luna'],
  text: [
    { format: { type: 'json_object' } },
    ...parameters.map((schema) => ({ format: { type: 'json_schema', name: 'n', schema } })),
  ],
  response_format: [
    { type: 'text' },
    ...parameters.map((schema) => ({ type: 'json_schema', json_schema: { name: 'n', schema } })),
  ],
  conversation: ['conv_0', 'conv_99999999999', { id: 'conv_1' }, 'resp_1'],
  previous_response_id: ['resp_1', `resp_${'0'.repeat(32)}`, `chatcmpl-${'0'.repeat(32)}`],
}

const flatTools = [
  hosted,
  ...parameters.map((schema) => [{ type: 'function', ...named, parameters: schema }]),
]
const nestedTools = flatTools.map((tools) => tools.map(({ type, ...tool }) => ({ type, function: tool })))

/** The tools of a path's requests. */
export const toolsOf = (path: string): object[][] =>
  path === '/v1/chat/completions' ? [hosted, ...nestedTools, ...flatTools] : flatTools

/** The headers with the user, the conversation and the retry of a request. */
export const headers: Record<string, JsonSchema> = {
  'X-OpenWebUI-User-Id': { type: 'string', enum: users },
  'X-Conversation-Key': { type: 'string', maxLength: 255, minLength: 1 },
  'X-OpenWebUI-Chat-Id': { type: 'string', enum: ['chat-1', 'chat-2'] },
  'Idempotency-Key': { type: 'string', maxLength: 255 },
  'X-Stainless-Retry-Count': { type: 'string', enum: ['0', '1', '99', '-1', 'x'] },
}

const page = { order: one('asc', 'desc'), after: text, limit: { type: 'integer', minimum: 1, maximum: 100 } }

/** The query of a path. */
export const queryOf = (method: string, path: string): Record<string, JsonSchema> => {
  if (method !== 'GET') return {}
  if (/items$/.test(path)) return page
  if (path === '/v1/responses/{id}')
    return { stream: one('true', 'false'), starting_after: { type: 'integer', minimum: 0, maximum: 2 ** 31 } }
  return {}
}
