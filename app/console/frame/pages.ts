import type { Session } from '../data/session.ts'
import type { TextKey } from '../text/index.ts'

type Rights = Pick<Session, 'scopes' | 'isOwner'>
type ConsolePage = {
  path: string
  text: TextKey
  /** One of these scopes is enough. They are those of the operation that the page calls. */
  scopes?: string[]
  isForOwner?: boolean
}

/** The pages in the order of the menu. */
const pages: ConsolePage[] = [
  { path: '/console', text: 'nav.overview', scopes: ['usage'] },
  { path: '/console/conversations', text: 'nav.conversations', scopes: ['chat', 'read'] },
  { path: '/console/jobs', text: 'nav.jobs', scopes: ['read'] },
  { path: '/console/usage', text: 'nav.usage', scopes: ['usage'] },
  { path: '/console/budgets', text: 'nav.budgets', scopes: ['usage'] },
  { path: '/console/models', text: 'nav.models', scopes: ['chat', 'read'] },
  { path: '/console/health', text: 'nav.health' },
  { path: '/console/users', text: 'nav.users', scopes: ['read'] },
  { path: '/console/webhooks', text: 'nav.webhooks', scopes: ['read'] },
  { path: '/console/keys', text: 'nav.keys', isForOwner: true },
  { path: '/console/sign-ins', text: 'nav.signIns', scopes: ['read', 'admin'] },
]

/** The pages that a session may read. Health needs no scope, so the list is never empty. */
export function pagesFor({ scopes, isOwner }: Rights): ConsolePage[] {
  return pages.filter(
    (place) =>
      (!place.scopes || place.scopes.some((scope) => scopes.includes(scope))) &&
      (!place.isForOwner || isOwner),
  )
}

/** The start page of a session: the first page that it may read. */
export const firstPath = (rights: Rights): string => pagesFor(rights)[0]!.path

/** True if a session may read the page at this path. The path may have a query. */
export const mayRead = (rights: Rights, href: string): boolean =>
  pagesFor(rights).some(({ path }) => isAt(href.split('?')[0]!, path))

/** True if `pathname` is `path` or below it. */
export const isAt = (pathname: string, path: string): boolean =>
  path === '/console' ? pathname === path : pathname === path || pathname.startsWith(`${path}/`)
