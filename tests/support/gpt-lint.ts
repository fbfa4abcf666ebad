import { eachSchema } from '#lib/api/json-schema'
import type { Document } from '#lib/openapi/document'
import { gptLimits } from '#lib/openapi/gpt'

type Described = {
  operationId?: string
  summary?: string
  description?: string
  'x-openai-isConsequential'?: boolean
  parameters: { name: string; in: string; description?: string }[]
}

/** Faults of a document for ChatGPT's importer, or for a model that uses the actions. */
export function gptFaults(document: Document): string[] {
  const described = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods as Record<string, Described>),
  )
  return [
    ...documentFaults(document, described),
    ...described.flatMap((operation) =>
      operationFaults(operation).map((fault) => `${operation.operationId}: ${fault}`),
    ),
    ...schemaFaults(document),
  ]
}

function documentFaults({ openapi, servers, components }: Document, described: Described[]): string[] {
  const faults: string[] = []
  if (!openapi.startsWith('3.1')) faults.push('not OpenAPI 3.1')
  if (servers.length !== 1) faults.push('needs one server')
  if (described.length > gptLimits.operations) faults.push('too many operations')
  if (new Set(described.map(({ operationId }) => operationId)).size < described.length)
    faults.push('an operationId comes twice')
  const schemes = Object.values(components.securitySchemes ?? {}) as { type: string }[]
  if (schemes.some(({ type }) => type === 'apiKey')) faults.push('a key in a header of its own')
  return faults
}

function operationFaults(operation: Described): string[] {
  const faults: string[] = []
  const { operationId, summary, description, parameters } = operation
  if (!/^[A-Za-z][\w-]{0,63}$/.test(operationId ?? '')) faults.push('no fit operationId')
  if (!description) faults.push('no description')
  for (const text of [summary, description])
    if (text && text.length > gptLimits.descriptionCharacters) faults.push('too long a description')
  if (operation['x-openai-isConsequential'] === undefined) faults.push('does not say if it is consequential')
  if (parameters.some((parameter) => parameter.in === 'header')) faults.push('a header parameter')
  return faults
}

function schemaFaults(document: Document): string[] {
  const faults: string[] = []
  eachSchema(document.paths, (part) => {
    if (typeof part.description === 'string' && part.description.length > gptLimits.parameterCharacters)
      faults.push(`too long: ${part.description.slice(0, 40)} …`)
    if (part.type === 'object' && !part.properties) faults.push('an object without properties')
    if (part.headers) faults.push('headers of an answer')
    if (part.examples) faults.push('examples, which a GPT does not read')
  })
  return faults
}
