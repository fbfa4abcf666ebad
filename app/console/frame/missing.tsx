'use client'

import { useText } from './text.tsx'

export function Missing() {
  const { t } = useText()
  return (
    <>
      <h1>{t('missing.title')}</h1>
      <p>{t('missing.lede')}</p>
    </>
  )
}
