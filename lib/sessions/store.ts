import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import { scopes as allScopes, type Scope } from '#lib/auth/caller'
import { defaultScopes } from '#lib/auth/challenge'
import type { Credential, CredentialKind } from '#lib/auth/credentials'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { isOrphaned, sql } from '#lib/db/index'
import { isAccountAllowed } from '#lib/oauth/accounts'
import type { SessionView } from '#lib/sessions/schema'
import { tunables } from '#lib/tunables'

/** The tokens in the console's cookies. */
export const sessionTokens: CredentialKind = { name: 'session', prefix: 'gptsession_', find: findByHash }

type CredentialRow = {
  id: string
  account: string
  key_id: string | null
  user_id: string | null
  scopes: Scope[] | null
  requests_per_hour: number | null
  models: string[] | null
  expires_at: Date
  holds: boolean
}

/** Reads the session with this token's hash. Updates its last use, at most once per `sessionUseNotedSeconds`. */
async function findByHash(hash: string): Promise<Credential> {
  const [row] = await sql<CredentialRow>('findSession')`
    with used as (
      update console_sessions set last_used_at = now()
      where token_hash = ${hash}
        and last_used_at < now() - make_interval(secs => ${tunables.sessionUseNotedSeconds}::int)
    )
    select s.id, s.account, s.key_id, u.user_id, k.scopes, k.requests_per_hour, k.models,
           least(s.expires_at, k.expires_at) as expires_at, session_holds(s, k, ${ownerKeyFingerprint()}) as holds
    from console_sessions s
    left join users u on u.id = s.user_id
    left join api_keys k on k.id = s.key_id
    where s.token_hash = ${hash}`
  if (!row?.holds || !isAccountAllowed(row.account)) return { state: 'unknown' }
  const { key_id: keyId, user_id: userId, requests_per_hour: requestsPerHour, models, scopes } = row
  const expiresAt = row.expires_at.toISOString()
  const identity = { keyId, userId, sessionId: row.id }
  if (row.account === 'owner')
    return { state: 'valid', caller: { kind: 'owner', scopes: [...allScopes], ...identity }, expiresAt }
  const limits = { ...(requestsPerHour !== null && { requestsPerHour }), ...(models && { models }) }
  const kind = keyId === null ? ('token' as const) : ('key' as const)
  return {
    state: 'valid',
    caller: { kind, scopes: scopes ?? defaultScopes, ...identity, ...limits },
    expiresAt,
  }
}

export type NewSession = {
  id: string
  hash: string
  account: string
  keyId: string | null
  /** The only user that the session acts for; null for the owner. An unknown user is added, as in a chat. */
  userId: string | null
  userAgent: string | null
}

/**
 * Stores a session, and ends the oldest sessions of an account that has too many. Returns the expiry; undefined if the
 * session's key was deleted at the same time.
 */
export async function insertSession(session: NewSession): Promise<Date | undefined> {
  const { id, hash, account, keyId, userId, userAgent } = session
  const mark = account === 'owner' ? ownerKeyFingerprint() : null
  const [row] = await sql<{ expires_at: Date }>('insertSession')`
    with added as (
      insert into users (user_id) select ${userId}::text where ${userId}::text is not null
      on conflict (user_id) do update set updated_at = users.updated_at
      returning id
    ), surplus as (
      delete from console_sessions where id = any (array(
        select id from console_sessions where account = ${account}
        order by created_at desc, id desc offset ${tunables.sessionsPerAccountMax - 1}::int))
    )
    insert into console_sessions (id, token_hash, account, key_id, user_id, owner_mark, user_agent, expires_at)
    values (${id}, ${hash}, ${account}, ${keyId}, (select id from added), ${mark}, ${userAgent},
            now() + make_interval(days => ${tunables.sessionDays}::int))
    returning expires_at`.catch((error) => {
    if (isOrphaned(error)) return []
    throw error
  })
  return row?.expires_at
}

type SessionRow = {
  id: string
  account: string
  key_id: string | null
  user_id: string | null
  user_agent: string | null
  created_at: Date
  last_used_at: Date
  expires_at: Date
}

const signedInWith = ({ account }: SessionRow): SessionView['signedInWith'] =>
  account === 'owner' ? 'owner' : account.startsWith('key:') ? 'key' : 'openid'

const toView = (row: SessionRow, current: string | undefined): SessionView => ({
  sessionId: row.id,
  signedInWith: signedInWith(row),
  userId: row.user_id,
  keyId: row.key_id,
  userAgent: row.user_agent,
  isCurrent: row.id === current,
  signedInAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
})

/** The sort key of sessions, newest first. */
export const sessionKey: SortKeyParts = ['micros', 'id']
/** A sort key after every real session. */
const latestKey: SortKey = ['9000000000000000', '']

/** Finds one page of valid sessions, of a user or without one of all, newest first. `current` is the calling session. */
export async function findSessions(
  userId: string | undefined,
  place: PagePosition,
  current: string | undefined,
): Promise<ListPage<SessionView>> {
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const mark = ownerKeyFingerprint()
  const rows = await sql<SessionRow & { key: SortKey; is_listed: boolean; total: number | null }>(
    'findSessions',
  )`
    select s.id, s.account, s.key_id, u.user_id, s.user_agent, s.created_at, s.last_used_at,
           least(s.expires_at, k.expires_at) as expires_at, array[to_micros(s.created_at)::text, s.id] as key,
           s.id is not null as is_listed, counted.total
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int
                            from list_sessions(${mark}::text, ${userId}::text, from_micros(${latestKey[0]}::bigint),
                                               '', false, ${countMax}::int, 0)) end as total) counted
    left join lateral list_sessions(${mark}::text, ${userId}::text, from_micros(${at}::bigint), ${id}::text,
                                    ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int) as page (id) on true
    left join console_sessions s on s.id = page.id
    left join users u on u.id = s.user_id
    left join api_keys k on k.id = s.key_id
    order by s.created_at desc, s.id desc`
  const listed = rows.filter((row) => row.is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, (row) => toView(row, current))
}

type EndedSession = { id: string; userId: string | null; hash: string }

/** Deletes one session or all, of this user or with null of any. Returns them with the hashes of their tokens. */
export async function deleteSessions(which: { id?: string; userId: string | null }): Promise<EndedSession[]> {
  const { id = null, userId } = which
  return sql<EndedSession>('deleteSessions')`
    delete from console_sessions s
    where (${id}::text is null or s.id = ${id})
      and (${userId}::text is null or s.user_id = (select id from users where user_id = ${userId}::text))
    returning s.id, (select u.user_id from users u where u.id = s.user_id) as "userId", s.token_hash as hash`
}

/** Deletes at most one batch of expired sessions. Returns the count. The next run continues. */
export async function expireSessions(): Promise<number> {
  const rows = await sql('expireSessions')`
    delete from console_sessions where id = any (array(
      select id from console_sessions where expires_at < now() limit ${tunables.sessionSweepRows}::int))
    returning 1`
  return rows.length
}
