import type { ReactNode } from 'react'
import './site.css'

/** Header, content and footer of the public pages. */
export default function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <div className="site">
      <header>
        <a className="brand" href="/">
          GPTs API Server
        </a>
        <nav aria-label="Site">
          <a href="/console">Console</a>
          <a href="/docs">Reference</a>
          <a href="/connect">Connect</a>
          <a href="/errors">Errors</a>
        </nav>
      </header>
      <main>{children}</main>
      <footer>
        <a href="/privacy">Privacy</a>
      </footer>
    </div>
  )
}
