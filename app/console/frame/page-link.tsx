'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { mayRead } from './pages.ts'
import { useSession } from './session.tsx'

type Props = { href: string; children: ReactNode }

/** A link to a console page, or only its text if the session may not read the page. */
export function PageLink({ href, children }: Props) {
  const session = useSession()
  if (!mayRead(session, href)) return children
  return (
    <Link href={href} prefetch={false}>
      {children}
    </Link>
  )
}
