'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { Session } from '../data/session.ts'
import { SignIn } from './sign-in.tsx'

type Props = {
  session?: Session | undefined
  openid?: string | undefined
  /** Whether another site may have sent the browser here. */
  isFromElsewhere: boolean
  children: ReactNode
}

/** Whoever is not signed in need not load the rest. */
const Shell = dynamic(() => import('./shell.tsx').then((module) => module.Shell))

/** The pages for somebody who is signed in, and the sign-in for everybody else. */
export function Frame({ session, openid, isFromElsewhere, children }: Props) {
  if (!session) return <SignIn openid={openid} isFromElsewhere={isFromElsewhere} />
  return (
    <Shell session={session} openid={openid}>
      {children}
    </Shell>
  )
}
