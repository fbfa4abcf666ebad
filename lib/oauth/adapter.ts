import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { isOrphaned } from '#lib/db/index'
import { env } from '#lib/env'
import { sha256Hex } from '#lib/hash'
import { deleteGrant, findGrantPayload, putGrantPayload } from '#lib/oauth/grants-store'
import * as store from '#lib/oauth/store'
import { revokeTokens } from '#lib/oauth/tokens'
import { tunables } from '#lib/tunables'

/** The models that belong to a grant and end with it. */
const ofGrants = ['AuthorizationCode', 'AccessToken', 'RefreshToken']
/** Records of these models are valid only for the issuer that made them. All issuers share the clients. */
const ofIssuer = [...ofGrants, 'Session', 'Interaction']

/**
 * Stores one model of the OAuth provider in PostgreSQL. The id of a code, token, session or sign-in is a secret, so the
 * row holds only its hash; `find` puts the id back.
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
      // A client without a grant is deleted after a while; createGrant extends its time.
      ttlSeconds: expiresIn ?? tunables.oauthUnusedClientDays * 86_400,
    }
    await store.putRecord(record).catch((error) => {
      if (isOrphaned(error)) throw new errors.InvalidGrant('its grant has just ended')
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

  /** Only the device flow needs this, and it is off. */
  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    if (!(await store.consumeRecord(this.model, sha256Hex(id))))
      throw new errors.InvalidGrant('another request has just used it')
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

  /** Returns the payload of a row; undefined if another issuer made it. */
  private read(row: store.RecordRow | undefined): AdapterPayload | undefined {
    if (!row || (ofIssuer.includes(this.model) && issuerOf(row.payload) !== this.issuer)) return undefined
    const { issuer: _, ...payload } = row.payload
    return { ...payload, ...(row.consumedAt !== null && { consumed: Math.floor(row.consumedAt) }) }
  }

  /** Stores only the hash of a client's secret. A sign-in keeps the uid of its session but not the session's cookie. */
  private withoutSecrets({ jti: _, ...payload }: AdapterPayload): store.Payload {
    if (this.model === 'Client' && payload.client_secret)
      return { ...payload, client_secret: sha256Hex(payload.client_secret) }
    if (this.model !== 'Interaction' || !payload.session) return payload
    const { cookie: _cookie, ...session } = payload.session as Record<string, unknown>
    return { ...payload, session }
  }
}

/**
 * Returns the issuer of a record. Earlier versions did not store it: their resource begins with the address. Their
 * sessions have no resource; PUBLIC_URL was then the only address.
 */
function issuerOf({ issuer, resource, params }: store.Payload): string {
  if (typeof issuer === 'string') return issuer
  const [named] = [resource ?? Object(params).resource].flat()
  return typeof named === 'string' ? named.replace(/\/[a-z]+$/, '') : env().PUBLIC_URL
}

/** Grants have their own table. Their ids are not secret: clients never get them. */
class GrantAdapter extends RecordAdapter {
  override async upsert(id: string, payload: AdapterPayload): Promise<void> {
    if (!(await putGrantPayload(id, payload))) throw new Error('The consent page did not create this grant.')
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    return findGrantPayload(id)
  }

  override async destroy(id: string): Promise<void> {
    await revokeTokens((await deleteGrant(id))?.hashes ?? [])
  }
}

/** Returns the adapter that stores a model for the provider of this issuer. */
export const adapterOf = (model: string, issuer: string): Adapter =>
  model === 'Grant' ? new GrantAdapter(model, issuer) : new RecordAdapter(model, issuer)
