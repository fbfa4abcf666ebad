import { z } from 'zod'
import { scopes } from '#lib/auth/caller'
import { isSecret } from '#lib/auth/secret'
import { sha256Hex } from '#lib/hash'
import { kv, kvReader } from '#lib/kv/index'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

const issued = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('valid'),
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
    }),
    /** From when on it is expired; null for never. */
    expiresAt: z.iso.datetime().nullable(),
    /** What alone it is for (RFC 8707); without it for everything. */
    resource: z.string().optional(),
  }),
  /** It was good until `at`. */
  z.object({ state: z.enum(['expired', 'revoked']), at: z.iso.datetime() }),
  z.object({ state: z.literal('unknown') }),
])

/** What is known of a credential that somebody has sent. */
export type Credential = z.infer<typeof issued>

/** The credentials that one table holds. */
export type CredentialKind = {
  /** What they are called where one is refused. */
  name: string
  prefix: string
  /** Whether a text has their form; that of a secret with this prefix unless it is given. */
  isOne?: (text: string) => boolean
  /** What the row says of the one with this SHA-256. */
  find: (hash: string) => Promise<Credential>
}

const cacheKey = (hash: string) => `credential:${hash}`

/**
 * What is known of a credential: from KV, or else from its table, which is then remembered for `credentialCacheSeconds`
 * under the hash. What cannot be one of this kind costs no round trip.
 */
export async function lookUp(kind: CredentialKind, secret: string): Promise<Credential> {
  if (!hasForm(kind, secret)) return { state: 'unknown' }
  const hash = sha256Hex(secret)
  const cached = await readCached(hash)
  const credential = cached ?? (await kind.find(hash))
  // What nobody was given is not remembered: anybody could fill KV with it.
  if (!cached && credential.state !== 'unknown') await remember(hash, credential)
  return expiredByNow(credential)
}

/** Whether a text has the form of a credential of this kind, so that it is worth a look. */
export function hasForm({ prefix, isOne }: CredentialKind, text: string): boolean {
  return isOne ? isOne(text) : isSecret(prefix, text)
}

/** A cached credential may have expired since it was read. The database decides; this clock may be a little fast. */
function expiredByNow(credential: Credential): Credential {
  if (credential.state !== 'valid' || !credential.expiresAt) return credential
  const { expiresAt: at } = credential
  const isOver = Date.parse(at) + tunables.clockToleranceSeconds * 1000 <= Date.now()
  return isOver ? { state: 'expired', at } : credential
}

async function readCached(hash: string): Promise<Credential | undefined> {
  try {
    const { data } = issued.safeParse(await kvReader().get(cacheKey(hash)))
    return data && isWhole(data) ? data : undefined
  } catch (error) {
    kvDown(error)
    return undefined
  }
}

/** Earlier versions remembered the token of an app without its sign-in. */
const isWhole = (credential: Credential) =>
  credential.state !== 'valid' ||
  credential.caller.kind !== 'token' ||
  credential.caller.sessionId !== undefined ||
  credential.caller.signIn !== undefined

/** Never overwrites: what was read before a revocation must not come after it. */
async function remember(hash: string, credential: Credential): Promise<void> {
  await kv().set(cacheKey(hash), credential, { nx: true, ex: tunables.credentialCacheSeconds }).catch(kvDown)
}

/**
 * Makes every instance refuse these credentials at once, after their rows are revoked or gone. While KV is away what it
 * remembers of them expires by itself, within `credentialCacheSeconds`.
 */
export async function revokeCredentials(hashes: string[], as: Credential): Promise<void> {
  const pipeline = kv().pipeline()
  for (const hash of hashes) pipeline.set(cacheKey(hash), as, { ex: tunables.credentialRefusedSeconds })
  if (hashes.length > 0) await pipeline.exec().catch(kvDown)
}

const kvDown = (error: unknown) =>
  log('warn', 'kv.unavailable', { use: 'credentials', ...errorFields(error) })
