import type { Metadata } from 'next'
import { ApiError, type ErrorCode, errorCodes, problemResponse } from '#lib/api/errors'
import { Code } from '../components/code.tsx'
import { inline } from '../components/inline.tsx'

export const metadata: Metadata = {
  title: 'Errors',
  description: 'Every error of the API: its code, its status, and what to do about it.',
}

/** The page that each problem's `type` links to, with the code as the fragment. */
export default async function Errors() {
  const example = new ApiError('not_found', 'There is no conversation 42 of this user.')
  const body = await problemResponse(example, 'req_c2d80f3b6e1a4759').json()
  return (
    <>
      <h1>Errors</h1>
      <p className="lede">
        A failed call returns <code>application/problem+json</code> (RFC 9457). Match on <code>code</code>;{' '}
        <code>error</code> is a sentence for people and models. Search the server’s log for{' '}
        <code>requestId</code> to find the call.
      </p>
      <Code caption="An answer with status 404" text={JSON.stringify(body, null, 2)} />
      {(Object.keys(errorCodes) as ErrorCode[]).map((code) => (
        <ErrorSection key={code} code={code} />
      ))}
    </>
  )
}

function ErrorSection({ code }: { code: ErrorCode }) {
  const { status, title, advice } = errorCodes[code]
  return (
    <section className="error" id={code} aria-labelledby={`${code}-title`}>
      <p className="status">{status}</p>
      <div>
        <h2 id={`${code}-title`}>
          <a href={`#${code}`}>
            <code>{code}</code>
          </a>
        </h2>
        <p className="title">{title}</p>
        <p>{inline(advice)}</p>
      </div>
    </section>
  )
}
