import type { Metadata } from 'next'
import { publicUrl } from '#app/(site)/components/public-url'
import type { Language } from '#app/languages'
import { readerLanguage } from '#app/reader-language'
import { env } from '#lib/env'
import { BilingualPage, textIn } from '../components/bilingual.tsx'
import { Code } from '../components/code.tsx'
import { inline } from '../components/inline.tsx'
import { apiClients } from './api-clients.ts'
import { Card, nameOf } from './card.tsx'
import type { Client } from './client.ts'
import { Importers } from './importers.tsx'
import { issueKey } from './key.ts'
import { mcpClients } from './mcp-clients.ts'
import { texts } from './text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const language = await readerLanguage()
  return { title: textIn(language, texts.title), description: textIn(language, texts.description) }
}

/** A link or a command for each app that can use this server. */
export default async function Connect() {
  const language = await readerLanguage()
  const url = await publicUrl()
  return (
    <BilingualPage language={language}>
      <h1>{textIn(language, texts.heading)}</h1>
      <p className="lede">{textIn(language, texts.lede)}</p>
      {url ? (
        <Apps url={url} language={language} />
      ) : (
        <p className="notice">{inline(textIn(language, texts.unconfigured))}</p>
      )}
    </BilingualPage>
  )
}

function Apps({ url, language }: { url: string; language: Language }) {
  const [signIn, withKey] = [mcpClients(url), apiClients(url, env().OPENAI_MODEL)]
  return (
    <>
      {!url.startsWith('https://') && (
        <p className="notice">{inline(textIn(language, texts.notPublic).replace('{url}', url))}</p>
      )}
      <Contents clients={[...signIn, ...withKey]} language={language} />
      <section aria-labelledby="sign-in">
        <h2 id="sign-in">{textIn(language, texts.signIn)}</h2>
        <p>{inline(textIn(language, texts.signInLede))}</p>
        <Cards clients={signIn} language={language} />
      </section>
      <section aria-labelledby="with-key">
        <h2 id="with-key">{textIn(language, texts.withKey)}</h2>
        <p>{inline(textIn(language, texts.withKeyLede))}</p>
        <Code caption={textIn(language, texts.issueKey)} text={issueKey(url)} language={language} copy />
        <Cards clients={withKey} language={language} />
      </section>
      <Importers url={url} language={language} />
    </>
  )
}

function Contents({ clients, language }: { clients: Client[]; language: Language }) {
  return (
    <nav aria-label={textIn(language, texts.contents)}>
      <ul className="contents">
        {clients.map((client) => (
          <li key={client.id}>
            <a href={`#${client.id}`}>{nameOf(language, client)}</a>
          </li>
        ))}
        <li>
          <a href="#importers">{textIn(language, texts.importers)}</a>
        </li>
      </ul>
    </nav>
  )
}

const Cards = ({ clients, language }: { clients: Client[]; language: Language }) =>
  clients.map((client) => <Card key={client.id} client={client} language={language} />)
