'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { isAt, pagesFor } from './pages.ts'
import { useSession } from './session.tsx'
import { useText } from './text.tsx'

/** The navigation menu. On a narrow screen a button opens it. */
export function Navigation() {
  const { t } = useText()
  const session = useSession()
  const pathname = usePathname()
  const [isOpen, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the page closes the menu
  useEffect(() => setOpen(false), [pathname])
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
        {pagesFor(session).map(({ path, text }) => (
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
