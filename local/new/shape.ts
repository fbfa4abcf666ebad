export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What the id of an operation determines. */
export type Shape = {
  id: string
  /** The kebab-case plural of the noun. */
  noun: string
  folder: string
  file: string
  method: Method
  path: string
  isOfOne: boolean
}

export const scopesTodo =
  '// TODO: the scopes of lib/auth/caller.ts, one of which a key needs. accessToAll and accessToApps, if a key for all users or an app needs more.'
