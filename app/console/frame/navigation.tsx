'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { TextKey } from '../text/index.ts'
import { useSession } from './session.tsx'
import { useText } from './text.tsx'

type Place = { path: string; text: TextKey; scope?: string; isForOwner?: boolean }

/** The pages, in the order in which an owner needs them; those that need a scope are for its holders alone. */
const places: Place[] = [
  { path: '/console', text: 'nav.overview' },
  { path: '/console/conversations', text: 'nav.conversations' },
  { path: '/console/jobs', text: 'nav.jobs' },
  { path: '/console/usage', text: 'nav.usage', scope: 'usage' },
  { path: '/console/budgets', text: 'nav.budgets', scope: 'usage' },
  { path: '/console/models', text: 'nav.models' },
  { path: '/console/health', text: 'nav.health' },
  { path: '/console/users', text: 'nav.users', scope: 'read' },
  { path: '/console/webhooks', text: 'nav.webhooks', scope: 'read' },
  { path: '/console/keys', text: 'nav.keys', isForOwner: true },
  { path: '/console/sign-ins', text: 'nav.signIns', scope: 'read' },
]

/** The list of pages. On a narrow screen a button opens it. */
export function Navigation() {
  const { t } = useText()
  const { scopes, isOwner } = useSession()
  const pathname = usePathname()
  const [isOpen, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(() => setOpen(false), [pathname])
  const shown = places.filter(
    ({ scope, isForOwner }) => (!scope || scopes.includes(scope)) && (!isForOwner || isOwner),
  )
  return (
    <nav className="places" aria-label={t('nav.label')}>
      <button
        type="button"
        className="menu-button"
        aria-expanded={isOpen}
        aria-controls="places"
        onClick={() => setOpen(!isOpen)}
      >
        {t('nav.menu')}
      </button>
      <ul id="places" data-open={isOpen}>
        {shown.map(({ path, text }) => (
          <li key={path}>
            <Link href={path} aria-current={isAt(pathname, path) ? 'page' : undefined} prefetch={false}>
              {t(text)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const isAt = (pathname: string, path: string) =>
  path === '/console' ? pathname === path : pathname === path || pathname.startsWith(`${path}/`)
