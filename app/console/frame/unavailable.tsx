'use client'

import { useText } from './text.tsx'

export function Unavailable() {
  const { t } = useText()
  return (
    <main className="sign-in-page">
      <h1>{t('unavailable.title')}</h1>
      <p>{t('unavailable.lede')}</p>
      <p>
        <a href="/">{t('unavailable.home')}</a>
      </p>
    </main>
  )
}
