import { inputSchema, type JsonSchema } from '#lib/api/json-schema'
import { endpoints } from '#lib/openai-api/routes'
import type { Endpoint } from '#lib/openai-api/serve'
import { checker } from '#tests/support/schemas'
import { type Described, field, type Part } from '../operations.ts'
import { fieldExamples, headers, looseFields, queryOf, toolsOf } from './fields.ts'

/** The endpoints of `/v1`, which are not in the server's OpenAPI document. */
export const openaiOperations = (): Described[] => endpoints.map(describe)

function describe({ method, path, body: zod }: Endpoint): Described {
  const schema = zod && inputSchema(zod)
  const make = (part: Part, name: string, inner: JsonSchema, required: boolean) =>
    field({
      part,
      name,
      schema: inner,
      required,
      examples: name === 'tools' ? toolsOf(path) : (fieldExamples[name] ?? []),
    })
  const params = [...path.matchAll(/\{(?:\.\.\.)?(\w+)\}/g)].map(([, name]) => name!)
  const required = [...((schema?.required ?? []) as string[]), 'messages', 'input']
  const ofBody = Object.entries((schema?.properties ?? {}) as Record<string, JsonSchema>)
  return {
    id: `${method} ${path}`,
    method,
    path: path.replace('...', ''),
    isOpenai: true,
    needsKey: true,
    fields: [
      ...params.map((name) => make('path', name, { type: 'string', minLength: 1 }, true)),
      ...Object.entries(queryOf(method, path)).map(([name, inner]) => make('query', name, inner, false)),
      ...(method === 'POST' ? Object.entries(headers) : []).map(([name, inner]) =>
        make('header', name, inner, false),
      ),
      ...ofBody.map(([name, inner]) =>
        make('body', name, looseFields[name] ?? inner, required.includes(name)),
      ),
    ],
    ...(schema && { body: { schema, check: checker(schema) } }),
  }
}
