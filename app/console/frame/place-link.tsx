'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { mayRead } from './places.ts'
import { useSession } from './session.tsx'

type Props = { href: string; children: ReactNode }

/** A link to a page of the console, or its text alone for a session that may not read the page. */
export function PlaceLink({ href, children }: Props) {
  const session = useSession()
  if (!mayRead(session, href)) return children
  return (
    <Link href={href} prefetch={false}>
      {children}
    </Link>
  )
}
