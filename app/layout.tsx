import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import './theme.css'

const name = 'GPTs API Server'

export const metadata: Metadata = {
  title: { default: name, template: `%s · ${name}` },
  description:
    'A personal API server for custom GPTs, MCP clients and scripts: users, conversations and messages, answered by a model through a durable queue.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function Layout({ children }: { children: ReactNode }) {
  // A prerendered page could not contain the nonce of the request's content security policy.
  await connection()
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
