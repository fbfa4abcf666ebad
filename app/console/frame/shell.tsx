'use client'

import type { ReactNode } from 'react'
import { DataProvider } from '../data/provider.tsx'
import { callSession, type Session } from '../data/session.ts'
import { Toasts } from '../parts/toasts.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Navigation } from './navigation.tsx'
import { SessionProvider } from './session.tsx'
import { SessionEnd } from './session-end.tsx'
import { useText } from './text.tsx'

type Props = { session: Session; openid?: string | undefined; children: ReactNode }

/** The frame of every page for a signed-in user. */
export function Shell({ session, openid, children }: Props) {
  const { t } = useText()
  return (
    <SessionProvider session={session}>
      <DataProvider>
        <a className="skip" href="#content">
          {t('nav.skip')}
        </a>
        <header className="bar">
          <a className="brand" href="/">
            GPTs API Server
          </a>
          <Navigation />
          <Account session={session} />
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <SessionEnd session={session} openid={openid} />
        <Toasts />
      </DataProvider>
    </SessionProvider>
  )
}

function Account({ session }: { session: Session }) {
  const { t } = useText()
  async function signOut() {
    await callSession('DELETE').catch(() => {})
    // Reload, so that no data of the session stays in the page.
    location.reload()
  }
  return (
    <div className="account">
      <p className="note">{session.isOwner ? t('shell.owner') : session.userId}</p>
      <LanguageSwitch />
      <button type="button" onClick={signOut}>
        {t('shell.signOut')}
      </button>
    </div>
  )
}
