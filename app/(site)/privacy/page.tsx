import type { Metadata } from 'next'
import type { Language } from '#app/languages'
import { readerLanguage } from '#app/reader-language'
import { tunables } from '#lib/tunables'
import { type Bilingual, BilingualPage, textIn } from '../components/bilingual.tsx'
import { inline } from '../components/inline.tsx'
import { storedData } from './stored-data.ts'
import { keptParagraphs, notKeptParagraph, sharingEnd, sharingItems, texts } from './text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const language = await readerLanguage()
  return { title: textIn(language, texts.title), description: textIn(language, texts.description) }
}

const days = (seconds: number) => Math.round(seconds / 86_400)
const numbers: Record<string, number> = {
  historyDays: days(tunables.historyCacheSeconds),
  sessionDays: days(tunables.sessionCacheSeconds),
  countersDays: days(tunables.countersSeconds),
  deadlineMinutes: tunables.deadlineSeconds / 60,
  consoleDays: tunables.sessionDays,
}

const contentIn = (language: Language, text: Bilingual) =>
  inline(textIn(language, text).replaceAll(/\{(\w+)\}/g, (_, name) => String(numbers[name])))

/** The privacy policy: which data the server keeps. A GPT that uses the server links to it. */
export default async function Privacy() {
  const language = await readerLanguage()
  const paragraph = (text: Bilingual) => <p key={text[0]}>{contentIn(language, text)}</p>
  return (
    <BilingualPage language={language}>
      <h1>{textIn(language, texts.title)}</h1>
      <p className="lede">{textIn(language, texts.lede)}</p>
      <section aria-labelledby="kept">
        <h2 id="kept">{textIn(language, texts.kept)}</h2>
        <StoredData language={language} />
        {keptParagraphs.map(paragraph)}
      </section>
      <section aria-labelledby="shared">
        <h2 id="shared">{textIn(language, texts.sharing)}</h2>
        <ul>
          {sharingItems.map((text) => (
            <li key={text[0]}>{contentIn(language, text)}</li>
          ))}
        </ul>
        {paragraph(sharingEnd)}
      </section>
      <section aria-labelledby="not-kept">
        <h2 id="not-kept">{textIn(language, texts.notKept)}</h2>
        {paragraph(notKeptParagraph)}
      </section>
    </BilingualPage>
  )
}

const StoredData = ({ language }: { language: Language }) => (
  <table>
    <thead className="unseen">
      <tr>
        <th scope="col">{textIn(language, texts.kind)}</th>
        <th scope="col">{textIn(language, texts.data)}</th>
      </tr>
    </thead>
    <tbody>
      {Object.entries(storedData).map(([table, { what, how }]) => (
        <tr key={table} data-table={table}>
          <th scope="row">{textIn(language, what)}</th>
          <td>{textIn(language, how)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
