import { writeFile } from 'node:fs/promises'
import { openapiDocument } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { root } from './server.ts'
import './typescript-5.ts'

const { astToString, default: openapiTypescript } = await import('openapi-typescript')

/** API types for TypeScript clients, generated from the OpenAPI document. */
export async function clientTypes(): Promise<string> {
  const document = openapiDocument(operations, 'https://example.com')
  const types = astToString(await openapiTypescript(JSON.stringify(document)))
  return `// Made by \`npm run client\` from the OpenAPI document. Don't edit.\n${types}`
}

if (import.meta.main) await writeFile(`${root}/docs/examples/typescript/api.d.ts`, await clientTypes())
