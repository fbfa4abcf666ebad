import { redirect } from 'next/navigation'
import { pageSession } from './frame/page-session.ts'
import { titled } from './frame/page-title.ts'
import { firstPath } from './frame/pages.ts'
import { Overview } from './overview/overview.tsx'

export const generateMetadata = titled('nav.overview')

/** The overview, or else the first page that the session may read. */
export default async function Page() {
  const found = await pageSession()
  const path = found?.session && firstPath(found.session)
  if (path && path !== '/console') redirect(path)
  return <Overview />
}
