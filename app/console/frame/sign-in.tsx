'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { callSession } from '../data/session.ts'
import type { TextKey } from '../text/index.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useText } from './text.tsx'

const faults: Record<string, TextKey> = {
  ended: 'signIn.fault.ended',
  limited: 'signIn.fault.limited',
  forbidden: 'signIn.fault.forbidden',
  openid: 'signIn.fault.openid',
}

type Props = { openid?: string | undefined; isFromElsewhere: boolean }

/** Replaces every console page until a user signs in. */
export function SignIn({ openid, isFromElsewhere }: Props) {
  const { t } = useText()
  const fault = faults[useSearchParams().get('fault') ?? '']
  useEffect(() => {
    // After a link from another site the browser did not send the SameSite cookie. A request from this page sends it.
    if (!isFromElsewhere) return
    callSession('GET').then(
      ({ ok }) => ok && location.reload(),
      () => {},
    )
  }, [isFromElsewhere])
  return (
    <main className="sign-in-page">
      <h1>{t('signIn.title')}</h1>
      <p>{t('signIn.lede')}</p>
      <SignInForm openid={openid} fault={fault && t(fault)} onDone={() => location.reload()} />
      <LanguageSwitch />
    </main>
  )
}
