import type { Language } from '#app/languages'
import { type Bilingual, textIn } from '../components/bilingual.tsx'
import { Code } from '../components/code.tsx'
import { inline } from '../components/inline.tsx'
import type { Client, Documentation, Way } from './client.ts'
import { texts } from './text.ts'

export const nameOf = (language: Language, { name }: Client): string =>
  typeof name === 'string' ? name : textIn(language, name)

/** A client with the ways to add this server to it. */
export function Card({ client, language }: { client: Client; language: Language }) {
  return (
    <article className="card" aria-labelledby={client.id}>
      <h3 id={client.id}>{nameOf(language, client)}</h3>
      {client.ways.map((way) => (
        <WayOf key={way.title?.[0] ?? client.id} way={way} language={language} />
      ))}
    </article>
  )
}

function WayOf({ way, language }: { way: Way; language: Language }) {
  const title = way.title && textIn(language, way.title)
  if (way.isFolded)
    return (
      <details>
        <summary>{title}</summary>
        <Content way={way} language={language} />
      </details>
    )
  return (
    <div className="way">
      {title && <h4>{title}</h4>}
      <Content way={way} language={language} />
    </div>
  )
}

function Content({ way, language }: { way: Way; language: Language }) {
  const { link, steps = [], code, documentation } = way
  return (
    <>
      {link && (
        <p>
          <a className="button" href={link.href}>
            {textIn(language, link.label)}
          </a>
        </p>
      )}
      <Steps steps={steps} language={language} />
      {code && <Code caption={textIn(language, code.caption)} text={code.text} language={language} copy />}
      {documentation && <Source documentation={documentation} language={language} />}
    </>
  )
}

function Steps({ steps, language }: { steps: readonly Bilingual[]; language: Language }) {
  const [only, ...others] = steps.map((step) => textIn(language, step))
  if (only === undefined) return null
  if (others.length === 0) return <p>{inline(only)}</p>
  return (
    <ol>
      {[only, ...others].map((step) => (
        <li key={step}>{inline(step)}</li>
      ))}
    </ol>
  )
}

/** A link to the documentation, and the day on which the instructions were checked against it. */
export function Source({ documentation, language }: { documentation: Documentation; language: Language }) {
  const { url, checked } = documentation
  return (
    <p className="note" data-checked={checked ?? 'no'}>
      <a href={url}>
        {textIn(language, texts.documentation)}
        <span className="unseen"> ({new URL(url).hostname})</span>
      </a>
      {', '}
      {checked === null
        ? `${textIn(language, texts.unchecked)} ${textIn(language, documentation.because)}`
        : textIn(language, texts.checked).replace('{date}', checked)}
    </p>
  )
}
