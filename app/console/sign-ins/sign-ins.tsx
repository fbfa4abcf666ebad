'use client'

import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { Title } from '../parts/title.tsx'
import { Apps } from './apps.tsx'
import { Browsers } from './browsers.tsx'

/** Current sign-ins: apps through OAuth, and browsers in this console. */
export function SignIns() {
  const { t } = useText()
  const { scopes } = useSession()
  return (
    <>
      <Title>{t('signIns.title')}</Title>
      {scopes.includes('admin') && <Apps />}
      <Browsers />
    </>
  )
}
