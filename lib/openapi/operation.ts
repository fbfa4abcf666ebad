import { z } from 'zod'
import { inputSchema, type JsonSchema } from '#lib/api/json-schema'
import type { Example, Operation } from '#lib/api/operation'
import { titleOf } from '#lib/api/title'
import { errorResponses, successResponses } from '#lib/openapi/responses'

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
  example?: unknown
}

/** Describes one operation in OpenAPI, with all its responses. */
export function describeOperation(operation: Operation, tag: string) {
  return {
    operationId: operation.id,
    summary: titleOf(operation.id),
    description: operation.summary,
    tags: [tag],
    'x-openai-isConsequential': operation.consequential,
    security: securityOf(operation),
    parameters: [...parametersOf(operation), ...headerParameters(operation)],
    ...(operation.body && { requestBody: requestBodyOf(operation.body, operation.examples) }),
    responses: { ...successResponses(operation), ...errorResponses(operation) } as Record<string, unknown>,
  }
}

/** The accepted security schemes. A token needs one of the operation's scopes; owner operations accept no token. */
type Security = Record<string, readonly string[]>[]
function securityOf({ access, accessToApps = access }: Operation): Security {
  if (access === 'anyone') return []
  const keys: Security = [{ bearer: [] }, { apiKey: [] }]
  return typeof accessToApps === 'string'
    ? keys
    : [...keys, ...accessToApps.map((scope) => ({ oauth2: [scope] }))]
}

/** Returns the parameters in the path and the query. */
export function parametersOf(operation: Operation): Parameter[] {
  const example = operation.examples?.[0]?.input ?? {}
  return (['path', 'query'] as const).flatMap((place) => {
    const shape = place === 'path' ? operation.params : operation.query
    const { properties = {}, required = [] } = inputSchema(shape ?? z.strictObject({}))
    return Object.entries(properties as Record<string, JsonSchema>).map(([name, property]) => {
      const { description, ...schema } = property
      return {
        name,
        in: place,
        required: (required as string[]).includes(name),
        ...(typeof description === 'string' && { description }),
        schema,
        ...(name in example && { example: example[name] }),
      }
    })
  })
}

function headerParameters({ requestHeaders = {} }: Operation): Parameter[] {
  return Object.entries(requestHeaders).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }))
}

function requestBodyOf(body: z.ZodObject, examples: Example[] = []) {
  const values = examples.map(({ title, input }, index) => [
    `example${index + 1}`,
    { summary: title, value: pick(input, Object.keys(body.shape)) },
  ])
  return {
    required: true,
    content: {
      'application/json': {
        schema: inputSchema(body),
        ...(values.length > 0 && { examples: Object.fromEntries(values) }),
      },
    },
  }
}

const pick = (input: Record<string, unknown>, keys: string[]) =>
  Object.fromEntries(Object.entries(input).filter(([key]) => keys.includes(key)))
