import { z } from 'zod'
import { type Caller, scopes } from '#lib/auth/caller'
import { isSecret } from '#lib/auth/secret'
import { sha256Hex } from '#lib/hash'
import { kv, kvReader } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { tunables } from '#lib/tunables'

const issued = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('valid'),
    // Lists every member of a caller: zod drops the others, so they would be lost in KV.
    caller: z.object({
      kind: z.enum(['owner', 'key', 'token']),
      keyId: z.string().nullable(),
      scopes: z.array(z.enum(scopes)),
      obtainable: z.array(z.enum(scopes)).optional(),
      userId: z.string().nullable(),
      requestsPerHour: z.int().optional(),
      models: z.array(z.string()).optional(),
      sessionId: z.string().optional(),
      signIn: z.object({ grantId: z.string(), clientId: z.string() }).optional(),
    } satisfies Record<keyof Caller, z.ZodType>),
    /** When it expires; null for never. */
    expiresAt: z.iso.datetime().nullable(),
    /** The only audience that accepts it (RFC 8707); undefined for every audience. */
    resource: z.string().optional(),
  }),
  /** It was valid until `at`. */
  z.object({ state: z.enum(['expired', 'revoked']), at: z.iso.datetime() }),
  z.object({ state: z.literal('unknown') }),
])

/** The state of a credential that a caller sent. */
export type Credential = z.infer<typeof issued>

/** One kind of credentials, stored in one table. */
export type CredentialKind = {
  /** The name of this kind in error sentences. */
  name: string
  prefix: string
  /** True if a text has the form of this kind. By default: a secret with this prefix. */
  isOne?: (text: string) => boolean
  /** Reads the state of the credential with this SHA-256 from its table. */
  find: (hash: string) => Promise<Credential>
}

const cacheKey = (hash: string) => `credential:${hash}`

/**
 * Looks up the state of a credential in KV, or else in its table, and caches it in KV under the hash for
 * `credentialCacheSeconds`. A text without the form of this kind needs no round trip.
 */
export async function lookUpCredential(kind: CredentialKind, secret: string): Promise<Credential> {
  if (!isWellFormed(kind, secret)) return { state: 'unknown' }
  const hash = sha256Hex(secret)
  const cached = await readCached(hash)
  const credential = cached ?? (await kind.find(hash))
  // Unknown credentials are not cached: callers could fill KV with them.
  if (!cached && credential.state !== 'unknown') await cache(hash, credential)
  return expiredByNow(credential)
}

/** True if a text has the form of a credential of this kind. */
export function isWellFormed({ prefix, isOne }: CredentialKind, text: string): boolean {
  return isOne ? isOne(text) : isSecret(prefix, text)
}

/** Checks if a cached credential has expired meanwhile. The database decides, so a fast local clock gets a tolerance. */
function expiredByNow(credential: Credential): Credential {
  if (credential.state !== 'valid' || !credential.expiresAt) return credential
  const { expiresAt: at } = credential
  const isOver = Date.parse(at) + tunables.clockToleranceSeconds * 1000 <= Date.now()
  return isOver ? { state: 'expired', at } : credential
}

async function readCached(hash: string): Promise<Credential | undefined> {
  const { data } = issued.safeParse(await kvReader().get(cacheKey(hash)).catch(withoutKv('credentials')))
  return data && isWhole(data) ? data : undefined
}

/** False for an entry of an earlier version, which cached the token of an app without its sign-in. */
const isWhole = (credential: Credential) =>
  credential.state !== 'valid' ||
  credential.caller.kind !== 'token' ||
  credential.caller.sessionId !== undefined ||
  credential.caller.signIn !== undefined

/** Never overwrites an entry: a state that was read before a revocation must not replace the revocation. */
async function cache(hash: string, credential: Credential): Promise<void> {
  await kv()
    .set(cacheKey(hash), credential, { nx: true, ex: tunables.credentialCacheSeconds })
    .catch(withoutKv('credentials'))
}

/**
 * Makes every instance reject these credentials at once, after their rows are revoked or deleted. When KV is down, its
 * cached states expire within `credentialCacheSeconds`.
 */
export async function revokeCredentials(hashes: string[], as: Credential): Promise<void> {
  const pipeline = kv().pipeline()
  for (const hash of hashes) pipeline.set(cacheKey(hash), as, { ex: tunables.credentialRefusedSeconds })
  if (hashes.length > 0) await pipeline.exec().catch(withoutKv('credentials'))
}
