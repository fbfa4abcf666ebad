import { userId } from '#lib/api/fields'
import { isStorable } from '#lib/api/storable'
import { type Scope, scopes } from '#lib/auth/caller'
import { findPersonalKey, type PersonalKey } from '#lib/oauth/accounts-store'
import { isAllowed } from '#lib/oauth/external-users'

/** Who has signed in: the owner of the server, the holder of a personal key, or a person by an external identity provider. */
export type Account =
  | { kind: 'owner' }
  | ({ kind: 'key' } & PersonalKey)
  | { kind: 'outside'; userId: string }

/** The account's name as the provider keeps it. */
export function accountId(account: Account): string {
  if (account.kind === 'owner') return 'owner'
  return account.kind === 'key' ? `key:${account.keyId}` : `outside:${account.userId}`
}

/** The account of this name as it is now; undefined when its key has ended, or the person is no longer allowed. */
export async function findAccount(id: string): Promise<Account | undefined> {
  if (id === 'owner') return { kind: 'owner' }
  const userId = externalUser(id)
  if (userId !== undefined) return isAllowed(userId) ? { kind: 'outside', userId } : undefined
  const keyId = /^key:(.+)$/s.exec(id)?.[1]
  const key = keyId && (await findPersonalKey({ id: keyId }))
  return key ? { kind: 'key', ...key } : undefined
}

const externalUser = (id: string) => /^outside:(.+)$/s.exec(id)?.[1]

/** False for the account of an external user whom OIDC_ALLOWED no longer lets in; what ends others is in the database. */
export function isAccountAllowed(id: string | null): boolean {
  const userId = externalUser(id ?? '')
  return userId === undefined || isAllowed(userId)
}

export const accountExists = async (id: string): Promise<boolean> => (await findAccount(id)) !== undefined

/** The userId that somebody gives from outside; undefined for what can be none. */
export function userNamed(value: unknown): string | undefined {
  const { data } = userId.safeParse(value)
  return isStorable(data) ? data : undefined
}

/** The scopes that an account can give away while the client acts for `userId`, or for everybody. */
export function scopesOf(account: Account, userId: string | null): readonly Scope[] {
  if (account.kind === 'key') return account.scopes
  return userId === null ? scopes : scopes.filter((scope) => scope !== 'admin')
}
