import type { Metadata } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { readerLanguage } from '#app/reader-language'
import { Frame } from './frame/frame.tsx'
import { pageSession } from './frame/page-session.ts'
import { TextProvider } from './frame/text.tsx'
import { Unavailable } from './frame/unavailable.tsx'
import { textsOf } from './text/index.ts'
import './console.css'

export const metadata: Metadata = { title: { default: 'Console', template: '%s · Console' } }

/** The console: its pages for somebody who is signed in, and the sign-in for everybody else. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const given = await headers()
  const language = await readerLanguage()
  return (
    <div className="console" lang={language}>
      <TextProvider language={language} texts={textsOf(language)}>
        <Content given={given}>{children}</Content>
      </TextProvider>
    </div>
  )
}

async function Content({ given, children }: { given: Headers; children: ReactNode }) {
  const found = await pageSession()
  if (!found) return <Unavailable />
  // Over plain HTTP browsers do not say it.
  const site = given.get('sec-fetch-site')
  return (
    <Frame {...found} isFromElsewhere={site === null || site === 'cross-site'}>
      {children}
    </Frame>
  )
}
