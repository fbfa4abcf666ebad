import type { Metadata } from 'next'
import { connection } from 'next/server'
import { publicUrl } from '#app/(site)/components/public-url'
import { openapiDocument } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { KeyField } from './key-field.tsx'
import { OperationReference } from './operation.tsx'

export const metadata: Metadata = {
  title: 'Reference',
  description:
    'Every operation of the API, with its fields, answers and errors, to be tried out from the page.',
}

/** The reference of the API, made from its OpenAPI document. Holds no key: the reader brings one. */
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
        What each operation takes and answers, and a form to try it. For other tools there is the whole as{' '}
        <a href="/openapi.json">OpenAPI 3.1</a>.
      </p>
      <p>
        Clients of OpenAI, such as its SDKs, Open WebUI and editors, use this server as it is: with{' '}
        <code>{url}/v1</code> as their base URL and a key of this server. It has chat completions, responses,
        conversations and models.
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
