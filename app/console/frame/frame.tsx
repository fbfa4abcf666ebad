'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { Session } from '../data/session.ts'
import { SignIn } from './sign-in.tsx'

type Props = {
  session?: Session | undefined
  openid?: string | undefined
  /** True if another site may have sent the browser here. */
  isFromElsewhere: boolean
  children: ReactNode
}

/** Loaded only after sign-in. */
const Shell = dynamic(() => import('./shell.tsx').then((module) => module.Shell))

/** Shows the pages to a signed-in user, or else the sign-in form. */
export function Frame({ session, openid, isFromElsewhere, children }: Props) {
  if (!session) return <SignIn openid={openid} isFromElsewhere={isFromElsewhere} />
  return (
    <Shell session={session} openid={openid}>
      {children}
    </Shell>
  )
}
