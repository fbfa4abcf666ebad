import type { Tool } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { inputSchema, type JsonSchema, mergeObjects, outputSchema } from '#lib/api/json-schema'
import { isList, type Operation } from '#lib/api/operation'
import { titleOf } from '#lib/api/title'

/** Describes an operation as a tool. Its input merges the path, query and body fields of REST. */
export function describeTool(operation: Operation): Tool {
  const { id, summary, method, params, query, body, hints, restOnly = [] } = operation
  const readsOnly = method === 'GET'
  const parts = [params, query, body]
    .filter((part) => part !== undefined)
    .map((part) => without(inputSchema(part), restOnly))
  return {
    name: id,
    title: titleOf(id),
    description: summary,
    inputSchema: mergeObjects(parts) as Tool['inputSchema'],
    // A page of a list is sent only as text: see mcpSizeLimit.
    ...(!isList(operation) && { outputSchema: resultSchema(operation) as Tool['outputSchema'] }),
    annotations: {
      title: titleOf(id),
      readOnlyHint: readsOnly,
      destructiveHint: hints?.destructive ?? !readsOnly,
      idempotentHint: hints?.idempotent ?? readsOnly,
      openWorldHint: hints?.openWorld ?? false,
    },
  }
}

/** The result of a tool: the message and the data of any success of the operation. */
function resultSchema({ responses }: Operation) {
  const [first, ...others] = Object.values(responses)
  const data = others.length > 0 ? z.union([first!, ...others]) : first!
  return outputSchema(z.object({ message: z.string(), data }))
}

function without(schema: JsonSchema, names: string[]): JsonSchema {
  const properties = Object.entries(Object(schema.properties)).filter(([name]) => !names.includes(name))
  return { ...schema, properties: Object.fromEntries(properties) }
}
