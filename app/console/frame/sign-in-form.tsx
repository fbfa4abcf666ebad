'use client'

import { type FormEvent, useId, useState } from 'react'
import { callSession } from '../data/session.ts'
import { useText } from './text.tsx'

type Props = { openid?: string | undefined; fault?: string | undefined; onDone: () => void }

/** Signs in with a key, or sends the browser to the OpenID provider. */
export function SignInForm({ openid, fault, onDone }: Props) {
  const { t } = useText()
  const id = useId()
  const [problem, setProblem] = useState(fault)
  const [isBusy, setBusy] = useState(false)

  async function attempt(work: () => Promise<string | undefined>) {
    setBusy(true)
    setProblem(undefined)
    const failed = await work().catch(() => t('error.network'))
    if (failed === undefined) return
    setProblem(failed || t('error.unknown'))
    setBusy(false)
  }
  const signIn = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const key = String(new FormData(event.currentTarget).get('key'))
    return attempt(async () => {
      const { ok, detail } = await callSession('POST', { key })
      if (!ok) return detail
      onDone()
      return undefined
    })
  }
  const goToProvider = () =>
    attempt(async () => {
      const { ok, detail, data } = await callSession('POST', undefined, '/openid')
      if (!ok) return detail
      location.assign(String(data.location))
      return undefined
    })

  return (
    <form className="sign-in" onSubmit={signIn}>
      {problem && (
        <p className="notice bad-notice" role="alert">
          {problem}
        </p>
      )}
      {/* Password managers store a key under a user name. */}
      <input type="text" name="username" autoComplete="username" defaultValue="console" hidden readOnly />
      <label htmlFor={id}>{t('signIn.key')}</label>
      <input
        id={id}
        name="key"
        type="password"
        autoComplete="current-password"
        required
        maxLength={1_000}
        aria-describedby={`${id}-note`}
      />
      <p id={`${id}-note`} className="note">
        {t('signIn.keyNote')}
      </p>
      <div className="actions">
        <button type="submit" className="main-button" disabled={isBusy}>
          {t(isBusy ? 'signIn.busy' : 'signIn.button')}
        </button>
        {openid && (
          <button type="button" onClick={goToProvider} disabled={isBusy}>
            {t('signIn.openid', { name: openid })}
          </button>
        )}
      </div>
    </form>
  )
}
