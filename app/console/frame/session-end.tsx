'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { type Session, sessionEnd } from '../data/session.ts'

const SignInAgain = dynamic(() => import('./sign-in-again.tsx').then((module) => module.SignInAgain))

/** Asks to sign in again after a call has shown that the session ended. */
export function SessionEnd(props: { session: Session; openid?: string | undefined }) {
  const hasEnded = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.get, () => false)
  return hasEnded && <SignInAgain {...props} />
}
