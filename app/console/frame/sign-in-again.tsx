'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useQueryClient } from '@tanstack/react-query'
import { callSession, type Session, sessionEnd } from '../data/session.ts'
import { SignInForm } from './sign-in-form.tsx'
import { useText } from './text.tsx'

/** A dialog that asks to sign in again. */
export function SignInAgain({ session, openid }: { session: Session; openid?: string | undefined }) {
  const { t } = useText()
  const client = useQueryClient()
  async function resume() {
    const { data } = await callSession('GET')
    // A different user must not see the previous user's page.
    if (data.userId !== session.userId || data.isOwner !== session.isOwner) return location.assign('/console')
    sessionEnd.set(false)
    await client.invalidateQueries()
  }
  return (
    <Dialog.Root open disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup">
          <Dialog.Title>{t('signIn.again.title')}</Dialog.Title>
          <Dialog.Description>{t('signIn.again.lede')}</Dialog.Description>
          <SignInForm openid={openid} onDone={resume} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
