/** `chat` sends messages, `read` reads stored data, `usage` reads costs, `admin` allows the rest. */
export const scopes = ['chat', 'read', 'usage', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** The callers that an operation allows: all, only API_SECRET_KEY, or those with one of these scopes. */
export type Access = 'anyone' | 'owner' | readonly [Scope, ...Scope[]]

/** The authenticated caller of a request. */
export type Caller = {
  kind: 'anyone' | 'owner' | 'key' | 'token'
  /** The caller's key, or the key behind an app's token; null for API_SECRET_KEY and without credentials. */
  keyId: string | null
  scopes: readonly Scope[]
  /** Further scopes that the client could get by asking the person again. */
  obtainable?: readonly Scope[]
  /** The only user that the caller acts for; null when it acts for all users. */
  userId: string | null
  /** The key's own rate limit, in addition to the user's limit. */
  requestsPerHour?: number
  /** The models that the key allows; undefined for every model of the server. */
  models?: readonly string[] | undefined
  /** The console session of the request; undefined for a key or a token. */
  sessionId?: string | undefined
  /** The grant and the client of an app's token. */
  signIn?: { grantId: string; clientId: string } | undefined
}

export const anyone: Caller = { kind: 'anyone', keyId: null, scopes: [], userId: null }
export const owner: Caller = { kind: 'owner', keyId: null, scopes, userId: null }

/** True if the caller may call operations with this access. */
export function mayCall({ kind, scopes: has }: Caller, access: Access): boolean {
  if (access === 'anyone' || kind === 'owner') return true
  return access !== 'owner' && access.some((scope) => has.includes(scope))
}

/** True if the caller may list conversations without naming a user: a user's own caller, or with `admin` those of all. */
export const mayListConversations = (caller: Caller): boolean =>
  caller.userId !== null || mayCall(caller, ['admin'])

/** The scope that a client must ask the person for before it may call; undefined if no obtainable scope would help. */
export function scopeToRequest({ obtainable = [], ...caller }: Caller, access: Access): Scope | undefined {
  if (mayCall(caller, access) || typeof access === 'string') return undefined
  return access.find((scope) => obtainable.includes(scope))
}

/** True if a client is shown operations with this access. It also sees operations whose scope it could ask for. */
export const isOffered = (caller: Caller, access: Access): boolean =>
  mayCall(caller, access) || scopeToRequest(caller, access) !== undefined
