import type { Scope } from '#lib/auth/caller'
import { sql } from '#lib/db/index'

/** A valid key that is bound to a user. */
export type PersonalKey = { keyId: string; userId: string; scopes: Scope[] }

/** Finds the personal key with this hash or this id. */
export async function findPersonalKey(by: { hash?: string; id?: string }): Promise<PersonalKey | undefined> {
  const [row] = await sql<PersonalKey>('findPersonalKey')`
    select k.id as "keyId", u.user_id as "userId", k.scopes from api_keys k join users u on u.id = k.user_id
    where (k.key_hash = ${by.hash ?? null} or k.id = ${by.id ?? null})
      and is_alive(k)`
  return row
}
