/** What a key may be for: `chat` to converse, `read` to look, `usage` to see what it cost, `admin` for the rest. */
export const scopes = ['chat', 'read', 'usage', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** Who may call an operation: anybody, API_SECRET_KEY alone, or whoever has one of these scopes. */
export type Access = 'anyone' | 'owner' | readonly [Scope, ...Scope[]]

/** Who calls. */
export type Caller = {
  kind: 'anyone' | 'owner' | 'key' | 'token'
  /** The key that was issued to the caller, or with which a client's token was; null for API_SECRET_KEY, and for anybody. */
  keyId: string | null
  scopes: readonly Scope[]
  /** Those that a client could have besides, by asking the person again. */
  obtainable?: readonly Scope[]
  /** The user for whom alone the caller acts; null when it acts for all. */
  userId: string | null
  /** The key's own limit, beside that of its user. */
  requestsPerHour?: number
  /** The models that its key allows; all that the server does without it. */
  models?: readonly string[] | undefined
  /** The session of the console that asks; a key or token has none. */
  sessionId?: string | undefined
  /** The sign-in that the token of an app comes from, and the app. */
  signIn?: { grantId: string; clientId: string } | undefined
}

export const anyone: Caller = { kind: 'anyone', keyId: null, scopes: [], userId: null }
export const owner: Caller = { kind: 'owner', keyId: null, scopes, userId: null }

/** Whether the caller may call operations of this access. */
export function mayCall({ kind, scopes: has }: Caller, access: Access): boolean {
  if (access === 'anyone' || kind === 'owner') return true
  return access !== 'owner' && access.some((scope) => has.includes(scope))
}

/** Whether the caller may look through conversations without naming a user: its own one's, or with `admin` those of all. */
export const seesConversations = (caller: Caller): boolean =>
  caller.userId !== null || mayCall(caller, ['admin'])

/** The scope that a client has to ask the person for before it may call; undefined when that would be of no use. */
export function scopeToAskFor({ obtainable = [], ...caller }: Caller, access: Access): Scope | undefined {
  if (mayCall(caller, access) || typeof access === 'string') return undefined
  return access.find((scope) => obtainable.includes(scope))
}

/** Whether a client gets to know of what takes this access. One that could ask for the scope has to, or it never would. */
export const isOffered = (caller: Caller, access: Access): boolean =>
  mayCall(caller, access) || scopeToAskFor(caller, access) !== undefined
