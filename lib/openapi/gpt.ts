import { z } from 'zod'
import { eachSchema, inputSchema, type JsonSchema } from '#lib/api/json-schema'
import type { Operation } from '#lib/api/operation'
import { titleOf } from '#lib/api/title'
import { apiName, apiVersion, type Document, license, pathsOf, tagOf, tagsOf } from '#lib/openapi/document'
import { parametersOf } from '#lib/openapi/operation'
import { envelope } from '#lib/openapi/responses'

/**
 * The limits of GPT Actions: the characters of a summary or description, the characters of a parameter's description,
 * and the number of operations.
 */
export const gptLimits = { descriptionCharacters: 300, parameterCharacters: 700, operations: 30 }

/**
 * Returns the OpenAPI document that ChatGPT imports for the actions of a GPT. It leaves out operations that a GPT does
 * not need, and headers, which a GPT can neither send nor read. https://platform.openai.com/docs/actions
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
  const copy = structuredClone(document) as Document
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
        description: 'The operation failed. The field error gives the reason.',
        content: { 'application/problem+json': { schema: failure } },
      },
    },
  }
}

const failure: JsonSchema = {
  type: 'object',
  properties: {
    // oazapfts 7 ignores a `const` that is false, and its types could not distinguish failure from success.
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

/** Adds empty properties: the importer rejects an object schema without properties. */
function nameProperties(schema: JsonSchema): void {
  if (schema.type === 'object') schema.properties ??= {}
}
