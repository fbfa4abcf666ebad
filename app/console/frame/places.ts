import type { Session } from '../data/session.ts'
import type { TextKey } from '../text/index.ts'

type Rights = Pick<Session, 'scopes' | 'isOwner'>
type Place = {
  path: string
  text: TextKey
  /** One of these scopes is enough, as for the operation that the page calls. */
  scopes?: string[]
  isForOwner?: boolean
}

/** The pages, in the order in which an owner needs them. */
const places: Place[] = [
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

/** The pages that a session may read. Health needs no scope, so there is always one. */
export function placesFor({ scopes, isOwner }: Rights): Place[] {
  return places.filter(
    (place) =>
      (!place.scopes || place.scopes.some((scope) => scopes.includes(scope))) &&
      (!place.isForOwner || isOwner),
  )
}

/** Where a session begins: the first page that it may read. */
export const firstPath = (rights: Rights): string => placesFor(rights)[0]!.path

/** Whether a session may read the page of this path, which may have filters. */
export const mayRead = (rights: Rights, href: string): boolean =>
  placesFor(rights).some(({ path }) => isAt(href.split('?')[0]!, path))

/** Whether this address is of a page, or below it. */
export const isAt = (pathname: string, path: string): boolean =>
  path === '/console' ? pathname === path : pathname === path || pathname.startsWith(`${path}/`)
