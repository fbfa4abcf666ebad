import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ApiError } from '#lib/api/errors'
import { owner } from '#lib/auth/caller'
import { challenge } from '#lib/auth/challenge'
import { type Credential, lookUpCredential, revokeCredentials } from '#lib/auth/credentials'
import { newSecret } from '#lib/auth/secret'
import { env } from '#lib/env'
import { sha256Hex } from '#lib/hash'
import { revokeKey } from '#lib/keys/operations'
import { kv } from '#lib/kv/index'
import { authenticate } from '#lib/rest/authenticate'
import { tunables } from '#lib/tunables'
import { removeUser } from '#lib/users/delete'
import { insertUser } from '#lib/users/store'
import { issue } from '#tests/lib/keys/support'
import { startProxy } from '#tests/support/http-proxy'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'

let services: Services
/** The requests to KV and to the database. While KV is down, its requests fail. */
const asked = { kv: [] as string[], sql: [] as string[] }
let isKvAway = false
const logged: string[] = []
beforeAll(async () => {
  services = await useServices('hosted')
  const kvProxy = await startProxy({
    target: services.kv.url,
    onRequest: ({ body }) => {
      if (isKvAway) throw new Error('away')
      asked.kv.push(body)
    },
  })
  const sqlProxy = await startProxy({
    target: process.env.NEON_PROXY_URL!,
    onRequest: ({ body }) => void asked.sql.push(body),
  })
  process.env.KV_REST_API_URL = kvProxy.url
  process.env.NEON_PROXY_URL = sqlProxy.url
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((line) => void logged.push(line))
  return async () => {
    await kvProxy.close()
    await sqlProxy.close()
  }
})
beforeEach(() => {
  asked.kv.length = 0
  asked.sql.length = 0
})

const bearer = (key: string) => authenticate(new Headers({ authorization: `Bearer ${key}` }), 'api')
const rejection = async (key: string): Promise<ApiError> =>
  bearer(key).then(
    () => expect.unreachable('The key was accepted.'),
    (error) => error,
  )
const cacheKey = (key: string) => `credential:${sha256Hex(key)}`
const rowOf = async (keyId: string) =>
  (await services.database.query('select * from api_keys where id = $1', [keyId])).rows[0]
const revoke = (id: string) => revokeKey.run({ id }, owner)
function withoutKv() {
  isKvAway = true
  onTestFinished(() => {
    isKvAway = false
  })
}

describe('API_SECRET_KEY', () => {
  it('authenticates the owner, in either header, without a lookup', async () => {
    expect(await bearer(secrets.apiKey)).toEqual(owner)
    expect(await authenticate(new Headers({ 'x-api-key': secrets.apiKey }), 'api')).toEqual(owner)
    expect(asked).toEqual({ kv: [], sql: [] })
  })

  it('is not looked up, and neither is a text without the form of a key', async () => {
    const key = newSecret('gpts_')
    const flipped = key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
    for (const wrong of ['wrong', 'gpts_', flipped, `${key}x`, key.slice(5)]) {
      const { code, message, extras } = await rejection(wrong)
      expect([code, message]).toEqual(['unauthorized', 'The API key is wrong.'])
      expect(extras.headers).toEqual({
        'www-authenticate': challenge('api', env().PUBLIC_URL, 'invalid_token'),
      })
    }
    expect(asked).toEqual({ kv: [], sql: [] })
  })
})

describe('an issued key', () => {
  it('identifies the caller, with its scopes, its user and its limits', async () => {
    const userId = newUser()
    await insertUser({ userId })
    const plain = await issue()
    expect(await bearer(plain.key)).toEqual({
      kind: 'key',
      keyId: plain.keyId,
      scopes: ['chat', 'read'],
      userId: null,
    })
    const bound = await issue({ userId, scopes: ['usage'], requestsPerHour: 7, models: ['small'] })
    expect(await bearer(bound.key)).toEqual({
      kind: 'key',
      keyId: bound.keyId,
      scopes: ['usage'],
      userId,
      requestsPerHour: 7,
      models: ['small'],
    })
  })

  it('needs one KV round trip and no SQL after its first lookup', async () => {
    const { key } = await issue()
    asked.kv.length = 0
    asked.sql.length = 0
    await bearer(key)
    expect([asked.kv.length, asked.sql.length]).toEqual([2, 1])
    for (let i = 0; i < 3; i++) await bearer(key)
    expect([asked.kv.length, asked.sql.length]).toEqual([5, 1])
  })

  it('is not stored: the database and KV have only its hash', async () => {
    const { key, keyId, prefix } = await issue()
    await bearer(key)
    const hash = sha256Hex(key)
    const row = await rowOf(keyId)
    expect(row).toMatchObject({ key_hash: hash, prefix: key.slice(0, 10) })
    expect(prefix).toBe(key.slice(0, 10))
    const secret = key.slice(10)
    expect(JSON.stringify(row)).not.toContain(secret)
    expect(JSON.stringify(asked)).not.toContain(secret)
    expect(asked.kv.join()).toContain(hash)
    expect(logged.join()).not.toContain(secret)
  })

  it('has its use recorded at a lookup, but not while KV has it cached, nor soon after', async () => {
    const { key, keyId } = await issue()
    expect((await rowOf(keyId)).last_used_at).toBeNull()
    await bearer(key)
    const { last_used_at: first } = await rowOf(keyId)
    expect(first).toBeInstanceOf(Date)
    await kv().del(cacheKey(key))
    await bearer(key)
    expect((await rowOf(keyId)).last_used_at).toEqual(first)
    const passed = `update api_keys set last_used_at = last_used_at - interval '11 seconds' where id = $1`
    await services.database.query(passed, [keyId])
    await kv().del(cacheKey(key))
    await bearer(key)
    expect((await rowOf(keyId)).last_used_at >= first).toBe(true)
  })

  it('is rejected, and not cached, when it was never issued', async () => {
    const key = newSecret('gpts_')
    expect((await rejection(key)).message).toBe('The API key is wrong.')
    expect(await kv().exists(cacheKey(key))).toBe(0)
  })

  it('is looked up in the database while KV is down', async () => {
    const { key, keyId } = await issue()
    withoutKv()
    expect(await bearer(key)).toMatchObject({ keyId })
    expect(logged.at(-1)).toMatch(/"kv.unavailable".*"credentials"/)
    await revoke(keyId)
    expect((await rejection(key)).message).toMatch(/^The API key was revoked at /)
  })

  it('is looked up in the database when its value in KV is invalid', async () => {
    const { key, keyId } = await issue()
    await kv().set(cacheKey(key), { state: 'valid', caller: 'everybody' })
    expect(await bearer(key)).toMatchObject({ keyId })
  })
})

describe('a key that expires', () => {
  const expiring = () => issue({ expiresInDays: 1 })

  it('is rejected after it has expired, with clock tolerance, also while KV has it cached', async () => {
    const { key, expiresAt } = await expiring()
    await bearer(key)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(expiresAt!) - 1 })
    onTestFinished(() => void vi.useRealTimers())
    expect(await bearer(key)).toMatchObject({ kind: 'key' })
    // This clock may be fast, so only the database's clock decides.
    vi.setSystemTime(Date.parse(expiresAt!) + tunables.clockToleranceSeconds * 1000)
    expect((await rejection(key)).message).toBe(`The API key expired at ${expiresAt}.`)
  })

  it('is rejected by the database, which records no use', async () => {
    const { key, keyId } = await expiring()
    await services.database.query(
      `update api_keys set expires_at = now() - interval '1 second' where id = $1`,
      [keyId],
    )
    const { code, message } = await rejection(key)
    expect([code, message]).toEqual([
      'unauthorized',
      expect.stringMatching(/^The API key expired at 20.*Z\.$/),
    ])
    expect((await rowOf(keyId)).last_used_at).toBeNull()
  })
})

describe('a revoked key', () => {
  it('is rejected by every instance at its next request, although it was cached', async () => {
    const { key, keyId } = await issue()
    await bearer(key)
    vi.resetModules()
    const another = await import('#lib/rest/authenticate')
    await another.authenticate(new Headers({ 'x-api-key': key }), 'api')
    const { data } = await revoke(keyId)
    asked.sql.length = 0
    const sentence = `The API key was revoked at ${(data as { revokedAt: string }).revokedAt}.`
    expect((await rejection(key)).message).toBe(sentence)
    await expect(another.authenticate(new Headers({ 'x-api-key': key }), 'api')).rejects.toThrow(sentence)
    expect(asked.sql).toEqual([])
  })

  it('is not cached as valid by a lookup that began before the revocation', async () => {
    const key = newSecret('gpts_')
    const [begun, ready] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const good: Credential = {
      state: 'valid',
      caller: { kind: 'key', keyId: 'key_1', scopes: [], userId: null },
      expiresAt: null,
    }
    const find = async () => {
      begun.resolve()
      await ready.promise
      return good
    }
    const early = lookUpCredential({ name: 'API key', prefix: 'gpts_', find }, key)
    await begun.promise
    await revokeCredentials([sha256Hex(key)], { state: 'revoked', at: '2026-11-24T09:12:55.031Z' })
    ready.resolve()
    expect(await early).toEqual(good)
    expect(await lookUpCredential({ name: 'API key', prefix: 'gpts_', find }, key)).toMatchObject({
      state: 'revoked',
    })
  })

  it('expires within seconds from a KV that was down during the revocation', async () => {
    const { key, keyId } = await issue()
    await bearer(key)
    isKvAway = true
    await revoke(keyId)
    isKvAway = false
    const seconds = await kv().ttl(cacheKey(key))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(tunables.credentialCacheSeconds)
    await kv().del(cacheKey(key))
    await rejection(key)
  })
})

describe('the keys of a deleted user', () => {
  it('are rejected at the next request', async () => {
    const userId = newUser()
    await insertUser({ userId })
    const bound = await issue({ userId })
    const { key, keyId } = await issue()
    await bearer(bound.key)
    expect(await removeUser(userId)).toMatchObject({ apiKeys: 1 })
    expect((await rejection(bound.key)).message).toBe('The API key is wrong.')
    await kv().del(cacheKey(bound.key))
    expect((await rejection(bound.key)).message).toBe('The API key is wrong.')
    expect(await bearer(key)).toMatchObject({ keyId })
  })
})
