import { z } from 'zod'
import { eachSchema, inputSchema, type JsonSchema } from '#lib/api/json-schema'
import type { Operation } from '#lib/api/operation'
import { titleOf } from '#lib/api/title'
import { apiName, apiVersion, type Document, license, pathsOf, tagOf, tagsOf } from '#lib/openapi/document'
import { parametersOf } from '#lib/openapi/operation'
import { envelope } from '#lib/openapi/responses'

/**
 * What GPT Actions refuse to go beyond: characters of a summary or description, characters of a parameter's
 * description, and the number of operations.
 */
export const gptLimits = { descriptionCharacters: 300, parameterCharacters: 700, operations: 30 }

/**
 * The document as ChatGPT imports it for the actions of a GPT: what a GPT has no use for is left out, and so are
 * headers, which it can neither send nor read. https://platform.openai.com/docs/actions
 */
export function gptDocument(operations: Operation[], serverUrl: string): Document {
  const used = operations.filter((operation) => operation.gpt !== false)
  const document = {
    openapi: '3.1.0' as const,
    info: {
      title: apiName,
      version: apiVersion,
      description: 'Answers and remembers conversations. Call getJob for an answer that is not ready yet.',
      license,
    },
    servers: [{ url: serverUrl }],
    tags: tagsOf(used),
    paths: pathsOf(used, describe),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {},
    },
  }
  const copy = structuredClone(document) as unknown as Document
  eachSchema(copy.paths, nameProperties)
  return copy
}

function describe(operation: Operation) {
  const without = operation.gpt ? operation.gpt.without : []
  return {
    operationId: operation.id,
    summary: titleOf(operation.id),
    description: operation.summary,
    tags: [tagOf(operation)],
    'x-openai-isConsequential': operation.consequential,
    security: operation.access !== 'anyone' ? [{ bearer: [] }] : [],
    parameters: parametersOf(operation)
      .filter(({ name }) => !without.includes(name))
      .map(({ example: _, ...parameter }) => parameter),
    ...(operation.body && { requestBody: requestBodyOf(operation.body, without) }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.responses).map(([status, data]) => [
          status,
          { description: 'Done.', content: { 'application/json': { schema: envelope(data) } } },
        ]),
      ),
      default: {
        description: 'It failed: error says why in a sentence.',
        content: { 'application/problem+json': { schema: failure } },
      },
    },
  }
}

const failure: JsonSchema = {
  type: 'object',
  properties: {
    // A `const` that is false is overlooked by oazapfts 7, whose type would then not tell failure from success.
    success: { type: 'boolean', enum: [false] },
    code: { type: 'string' },
    error: { type: 'string' },
  },
  required: ['success', 'code', 'error'],
}

function requestBodyOf(body: z.ZodObject, without: string[]) {
  const fields = Object.fromEntries(Object.entries(body.shape).filter(([name]) => !without.includes(name)))
  return {
    required: true,
    content: { 'application/json': { schema: inputSchema(z.strictObject(fields)) } },
  }
}

/** The importer refuses an object schema without properties. */
function nameProperties(schema: JsonSchema): void {
  if (schema.type === 'object') schema.properties ??= {}
}
