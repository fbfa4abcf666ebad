import { type ErrorCode, errorCodes } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'
import type { Access } from '#lib/auth/caller'
import { fieldsOf } from '#lib/openapi/fields'
import type { describeOperation } from '#lib/openapi/operation'
import { errorsOf } from '#lib/openapi/responses'
import { Code } from '../components/code.tsx'
import { inline } from '../components/inline.tsx'

import { TryIt } from './try-it.tsx'

type Props = { operation: Operation; described: ReturnType<typeof describeOperation> }

/** One operation: summary, fields, a form to try it, example answers and errors. */
export function OperationReference({ operation, described }: Props) {
  const { id, method, path, summary, body, examples = [] } = operation
  const parameters = described.parameters.filter((parameter) => parameter.in !== 'header')
  return (
    <section className="reference" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{described.summary}</h2>
      <div className="route">
        <code>
          <b>{method}</b> {path}
        </code>
      </div>
      <p>
        {summary} {neededKeys(operation)}
      </p>
      <Fields described={described} />
      <TryIt
        id={id}
        method={method}
        path={path}
        parameters={parameters.map(({ name, in: place, required, example }) => ({
          name,
          place: place as 'path' | 'query',
          required,
          // A DELETE form stays empty: the example may be the id of a real record.
          example: isLeftEmpty(method, required, place, example) ? '' : String(example),
        }))}
        canStream={operation.text === 'text/event-stream'}
        body={body && JSON.stringify(bodyExample(body.shape, examples[0]?.input ?? {}), null, 2)}
      />
      {examples.map(({ title, reply: { status, message, data } }) => (
        <details key={title}>
          <summary>
            {status}: {title}
          </summary>
          <Code caption="The answer" text={JSON.stringify({ success: true, message, data }, null, 2)} />
        </details>
      ))}
      <p className="errors">
        Errors:{' '}
        {byStatus(errorsOf(operation)).map((code, index) => (
          <span key={code}>
            {index > 0 && ', '}
            <a href={`/errors#${code}`}>
              {errorCodes[code].status} <code>{code}</code>
            </a>
          </span>
        ))}
      </p>
    </section>
  )
}

const isLeftEmpty = (method: string, required: boolean, place: string, example: unknown) =>
  method === 'DELETE' || example === undefined || (!required && place === 'query')

/** The keys that may call the operation, and those that may call it for all users. */
function neededKeys({ access, accessToAll = access }: Operation) {
  if (access === 'anyone') return 'No key is needed.'
  const forAll = accessToAll === access ? '' : ` For all users: ${keysWith(accessToAll)}.`
  return inline(`Needs ${keysWith(access)}.${forAll}`)
}

function keysWith(access: Access): string {
  const scopes = typeof access === 'string' ? [] : access
  return ['`API_SECRET_KEY`', ...scopes.map((scope) => `a key with the scope \`${scope}\``)].join(' or ')
}

const byStatus = (codes: ErrorCode[]) => codes.toSorted((a, b) => errorCodes[a].status - errorCodes[b].status)

const bodyExample = (shape: object, input: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(input).filter(([name]) => name in shape))

function Fields({ described }: { described: Props['described'] }) {
  const fields = fieldsOf(described)
  if (fields.length === 0) return null
  return (
    <table className="fields">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, place, required, type, description }) => (
          <tr key={`${place}-${name}`}>
            <th scope="row">
              <code>{name}</code>
              <span className="place">
                {place}
                {required && ', required'}
              </span>
            </th>
            <td>
              <span className="type">{type}</span> {inline(description)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
