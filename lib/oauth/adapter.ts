import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { isOrphaned } from '#lib/db/index'
import { env } from '#lib/env'
import { sha256Hex } from '#lib/hash'
import { deleteGrant, findGrantPayload, putGrantPayload } from '#lib/oauth/grants-store'
import * as store from '#lib/oauth/store'
import { revokeTokens } from '#lib/oauth/tokens'
import { tunables } from '#lib/tunables'

/** What hangs on a grant and ends with it. */
const ofGrants = ['AuthorizationCode', 'AccessToken', 'RefreshToken']
/** What one issuer made is unknown to the others of this server. Clients are the same for all. */
const ofIssuer = [...ofGrants, 'Session', 'Interaction']

/**
 * Keeps one kind of the provider's things in PostgreSQL. The id of a code, token, session or sign-in is its secret, so
 * only the hash of it is stored; whoever asks for a thing by its id brings the id along.
 */
class RecordAdapter implements Adapter {
  readonly model: string
  readonly issuer: string
  constructor(model: string, issuer: string) {
    this.model = model
    this.issuer = issuer
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const record = {
      model: this.model,
      idHash: sha256Hex(id),
      payload: {
        ...this.withoutSecrets(payload),
        ...(ofIssuer.includes(this.model) && { issuer: this.issuer }),
      },
      grantId: ofGrants.includes(this.model) ? (payload.grantId ?? null) : null,
      uid: payload.uid ?? null,
      // A client that nobody has allowed anything goes after a while; createGrant keeps it longer.
      ttlSeconds: expiresIn ?? tunables.oauthUnusedClientDays * 86_400,
    }
    await store.putRecord(record).catch((error) => {
      if (isOrphaned(error)) throw new errors.InvalidGrant('its grant has ended at the same moment')
      throw error
    })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const payload = this.read(await store.findRecord(this.model, sha256Hex(id)))
    return payload && { ...payload, ...(this.model !== 'Client' && { jti: id }) }
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.read(await store.findRecordByUid(this.model, uid))
  }

  /** The feature that would ask for it is off. */
  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    if (!(await store.consumeRecord(this.model, sha256Hex(id))))
      throw new errors.InvalidGrant('it was used already, at the same moment')
  }

  async destroy(id: string): Promise<void> {
    const idHash = sha256Hex(id)
    await store.deleteRecord(this.model, idHash)
    if (this.model === 'AccessToken') await revokeTokens([idHash])
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const hashes = await store.deleteRecordsOfGrant(this.model, grantId)
    if (this.model === 'AccessToken') await revokeTokens(hashes)
  }

  /** What a row holds; undefined for one of another issuer. */
  private read(row: store.RecordRow | undefined): AdapterPayload | undefined {
    if (!row || (ofIssuer.includes(this.model) && issuerOf(row.payload) !== this.issuer)) return undefined
    const { issuer: _, ...payload } = row.payload
    return { ...payload, ...(row.consumedAt !== null && { consumed: Math.floor(row.consumedAt) }) }
  }

  /** Of a client's secret the hash is kept; a sign-in under way refers to its session by the session's own id. */
  private withoutSecrets({ jti: _, ...payload }: AdapterPayload): store.Payload {
    if (this.model === 'Client' && payload.client_secret)
      return { ...payload, client_secret: sha256Hex(payload.client_secret) }
    if (this.model !== 'Interaction' || !payload.session) return payload
    const { cookie: _cookie, ...session } = payload.session as Record<string, unknown>
    return { ...payload, session }
  }
}

/**
 * Who made a record. Earlier versions did not note it: the resource of theirs begins with the address. A session of theirs
 * names no resource; PUBLIC_URL was then the only address.
 */
function issuerOf({ issuer, resource, params }: store.Payload): string {
  if (typeof issuer === 'string') return issuer
  const [named] = [resource ?? Object(params).resource].flat()
  return typeof named === 'string' ? named.replace(/\/[a-z]+$/, '') : env().PUBLIC_URL
}

/** Grants have a table of their own. Their ids are no secrets: clients never get them. */
class GrantAdapter extends RecordAdapter {
  override async upsert(id: string, payload: AdapterPayload): Promise<void> {
    if (!(await putGrantPayload(id, payload)))
      throw new Error('The grant was not created by the consent page.')
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    return findGrantPayload(id)
  }

  override async destroy(id: string): Promise<void> {
    await revokeTokens((await deleteGrant(id))?.hashes ?? [])
  }
}

/** Where the provider of this issuer keeps things of this kind. */
export const adapterOf = (model: string, issuer: string): Adapter =>
  model === 'Grant' ? new GrantAdapter(model, issuer) : new RecordAdapter(model, issuer)
