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

/** The layout of the console: its pages for a signed-in user, or else the sign-in form. */
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
  // Browsers do not send this header over plain HTTP.
  const site = given.get('sec-fetch-site')
  return (
    <Frame {...found} isFromElsewhere={site === null || site === 'cross-site'}>
      {children}
    </Frame>
  )
}
