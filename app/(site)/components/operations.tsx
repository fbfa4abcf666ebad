import { Fragment } from 'react'
import { operations } from '#lib/operations'

/** Every operation of the API with its summary. */
export function Operations() {
  return (
    <section aria-labelledby="operations">
      <h2 id="operations">Operations</h2>
      <table className="operations">
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {operations.map(({ id, method, path, summary }) => (
            <tr key={id}>
              <td>
                <code>{method}</code>
              </td>
              <td>
                <Path path={path} />
                <a className="id" href={`/docs#${id}`}>
                  <code>{id}</code>
                </a>
              </td>
              <td>{summary}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        The <a href="/docs">reference</a> lists their fields and answers, and lets you try them. A failed call
        says why: see <a href="/errors">all errors</a>.
      </p>
    </section>
  )
}

/** A path that may break after each slash, so that it fits its column. */
function Path({ path }: { path: string }) {
  return (
    <code>
      {[...path.matchAll(/^\/?[^/]*\/?|[^/]+\/?/g)].map(({ 0: part, index: offset }) => (
        <Fragment key={offset}>
          {offset > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  )
}
