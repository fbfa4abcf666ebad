import { env } from '#lib/env'
import { equalInConstantTime, sha256Hex } from '#lib/hash'
import type { Account } from '#lib/oauth/accounts'
import { findPersonalKey } from '#lib/oauth/accounts-store'

/** Finds the account of a key. Runs both checks every time, so timing does not reveal which kind of key matched. */
export async function accountOf(key: string): Promise<Account | undefined> {
  const personal = await findPersonalKey({ hash: sha256Hex(key) })
  if (equalInConstantTime(key, env().API_SECRET_KEY)) return { kind: 'owner' }
  return personal && { kind: 'key', ...personal }
}
