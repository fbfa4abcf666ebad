'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Session } from '../data/session.ts'

const Context = createContext<Session | undefined>(undefined)

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <Context value={session}>{children}</Context>
}

/** The current session. */
export function useSession(): Session {
  const session = useContext(Context)
  if (!session) throw new Error('No user is signed in.')
  return session
}
