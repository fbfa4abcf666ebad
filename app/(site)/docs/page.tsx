import type { Metadata } from 'next'
import { connection } from 'next/server'
import { publicUrl } from '#app/(site)/components/public-url'
import { openapiDocument } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { KeyField } from './key-field.tsx'
import { OperationReference } from './operation.tsx'

export const metadata: Metadata = {
  title: 'Reference',
  description: 'Every operation of the API with its fields, answers and errors, and a form to try it.',
}

/** The API reference, made from the OpenAPI document. It contains no key: the reader enters one. */
export default async function Docs() {
  await connection()
  const url = await publicUrl()
  const { paths } = openapiDocument(operations, url)
  const described = operations.map((operation) => ({
    operation,
    described: paths[operation.path]![operation.method.toLowerCase()]!,
  }))
  return (
    <>
      <h1>Reference</h1>
      <p className="lede">
        The fields and answers of each operation, and a form to try it. Other tools can read the same as{' '}
        <a href="/openapi.json">OpenAPI 3.1</a>.
      </p>
      <p>
        OpenAI clients, such as OpenAI’s SDKs, Open WebUI and editors, work with this server: set{' '}
        <code>{url}/v1</code> as the base URL, and use a key of this server. It has chat completions,
        responses, conversations and models.
      </p>
      <KeyField />
      <nav aria-label="Operations">
        <ul className="contents">
          {described.map(({ described: { operationId, summary } }) => (
            <li key={operationId}>
              <a href={`#${operationId}`}>{summary}</a>
            </li>
          ))}
        </ul>
      </nav>
      {described.map(({ operation, described }) => (
        <OperationReference key={operation.id} operation={operation} described={described} />
      ))}
    </>
  )
}
