import { userId } from '#lib/api/fields'
import { isStorable } from '#lib/api/storable'
import { type Scope, scopes } from '#lib/auth/caller'
import { findPersonalKey, type PersonalKey } from '#lib/oauth/accounts-store'
import { isExternalUserAllowed } from '#lib/oauth/external-users'

/** The signed-in account: the owner of the server, the holder of a personal key, or a user of the identity provider. */
export type Account =
  | { kind: 'owner' }
  | ({ kind: 'key' } & PersonalKey)
  | { kind: 'outside'; userId: string }

/** The account id that the OAuth provider stores. */
export function accountId(account: Account): string {
  if (account.kind === 'owner') return 'owner'
  return account.kind === 'key' ? `key:${account.keyId}` : `outside:${account.userId}`
}

/** Returns the current account of an id; undefined if its key is no longer valid, or the user is no longer allowed. */
export async function findAccount(id: string): Promise<Account | undefined> {
  if (id === 'owner') return { kind: 'owner' }
  const userId = externalUser(id)
  if (userId !== undefined) return isExternalUserAllowed(userId) ? { kind: 'outside', userId } : undefined
  const keyId = /^key:(.+)$/s.exec(id)?.[1]
  const key = keyId && (await findPersonalKey({ id: keyId }))
  return key ? { kind: 'key', ...key } : undefined
}

const externalUser = (id: string) => /^outside:(.+)$/s.exec(id)?.[1]

/** False for an external user whom OIDC_ALLOWED no longer lists. The database ends the other accounts. */
export function isAccountAllowed(id: string | null): boolean {
  const userId = externalUser(id ?? '')
  return userId === undefined || isExternalUserAllowed(userId)
}

/** True if an account may still use the server: see `findAccount`. */
export const accountExists = async (id: string): Promise<boolean> => (await findAccount(id)) !== undefined

/** Validates a user id from a form or an identity provider; undefined if it is not valid. */
export function parseUserId(value: unknown): string | undefined {
  const { data } = userId.safeParse(value)
  return isStorable(data) ? data : undefined
}

/** The scopes that an account can grant to a client that acts for `userId`, or with null for all users. */
export function scopesOf(account: Account, userId: string | null): readonly Scope[] {
  if (account.kind === 'key') return account.scopes
  return userId === null ? scopes : scopes.filter((scope) => scope !== 'admin')
}
