import { writeFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { openapiDocument } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { root } from './server.ts'

// The generator needs the compiler's API, which TypeScript 7 does not have yet.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
})
const { astToString, default: openapiTypescript } = await import('openapi-typescript')

/** The types of the API for TypeScript clients, generated from its OpenAPI document. */
export async function clientTypes(): Promise<string> {
  const document = openapiDocument(operations, 'https://example.com')
  const types = astToString(await openapiTypescript(JSON.stringify(document)))
  return `// Made by \`npm run client\` from the OpenAPI document. Don't edit.\n${types}`
}

if (import.meta.main) await writeFile(`${root}/docs/examples/typescript/api.d.ts`, await clientTypes())
