import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  countAuthorization,
  countDocument,
  countRegistration,
  countSignIn,
  uncountSignIn,
} from '#lib/oauth/limits'
import { tunables } from '#lib/tunables'
import { freezeAtHalfPast } from '#tests/support/hour'
import { type Services, useServices } from '#tests/support/lib-services'

// On a busy machine, a slow KV must not count as down.
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  return { tunables: { ...tunables, kvTimeoutMs: 20_000 } }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
})

beforeEach(freezeAtHalfPast)

const from = (address: string) => new Headers({ 'x-forwarded-for': `192.0.2.1, ${address}` })
const max = tunables.signInFailuresPerHour.address

describe('failed sign-ins', () => {
  it('are limited by the IP address that the nearest proxy reports', async () => {
    const tries = []
    for (let i = 0; i <= max; i++) tries.push(await countSignIn(from('198.51.100.1')))
    expect(tries.slice(0, max)).toEqual(Array(max).fill(undefined))
    expect(tries.at(-1)).toEqual({ sentence: expect.any(String), retryAfterSeconds: expect.any(Number) })
    expect(tries.at(-1)!.retryAfterSeconds).toBeGreaterThan(0)
    expect(await countSignIn(from('198.51.100.2'))).toBeUndefined()
  })

  it('do not include successful ones', async () => {
    for (let i = 0; i < 2 * max; i++) {
      expect(await countSignIn(from('198.51.100.3'))).toBeUndefined()
      await uncountSignIn(from('198.51.100.3'))
    }
  })

  it('do not lock out other addresses, however many they are', async () => {
    const tries = Array.from({ length: 600 }, (_, i) => countSignIn(from(`203.0.113.${i % 200}`)))
    expect(await Promise.all(tries)).toEqual(Array(600).fill(undefined))
    expect(await countSignIn(from('198.51.100.4'))).toBeUndefined()
  })

  it('are counted and forgiven by network', async () => {
    for (let i = 0; i < 2 * max; i++) {
      expect(await countSignIn(from(`2001:db8:3::${i}`))).toBeUndefined()
      await uncountSignIn(from(`2001:db8:3::${i + 1}`))
    }
  })
})

describe('an IP address', () => {
  const isFull = async (address: string) => (await countSignIn(from(address))) !== undefined
  const fill = async (addressOf: (i: number) => string) => {
    for (let i = 0; i < max; i++) expect(await isFull(addressOf(i))).toBe(false)
  }

  it('counts as its /64 network if it is IPv6, in any notation', async () => {
    await fill((i) => `2001:db8:1:2::${i}`)
    expect(await isFull('2001:DB8:1:2:ffff:ffff:ffff:ffff')).toBe(true)
    expect(await isFull('2001:db8:1:2::1%eth0')).toBe(true)
    expect(await isFull('2001:db8:1:3::1')).toBe(false)
  })

  it('counts the same as IPv4 and as IPv4-mapped IPv6, separately from other addresses', async () => {
    await fill((i) => (i % 2 ? '198.51.100.20' : '::ffff:198.51.100.20'))
    expect(await isFull('::ffff:198.51.100.20')).toBe(true)
    expect(await isFull('::ffff:198.51.100.21')).toBe(false)
  })
})

describe('documents and requests to authorize', () => {
  it.each([
    ['documents', countDocument, tunables.clientDocumentsPerHour.address],
    ['requests', countAuthorization, tunables.authorizationsPerHour.address],
  ] as const)('%s are limited separately for each IP address', async (_, count, perHour) => {
    for (let i = 0; i < perHour; i++) expect(await count(from('198.51.100.30'))).toBeUndefined()
    expect(await count(from('198.51.100.30'))).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    expect(await count(from('198.51.100.31'))).toBeUndefined()
  })
})

describe('registrations', () => {
  const { address, all } = tunables.registrationsPerHour

  it('beyond the limit of one address do not count for others', async () => {
    const tries = []
    for (let i = 0; i < 2 * all; i++) tries.push(await countRegistration(from('198.51.100.40')))
    expect(tries.filter((refused) => !refused)).toHaveLength(address)
    expect(await countRegistration(from('198.51.100.41'))).toBeUndefined()
  })

  it('have a limit for all addresses together', async () => {
    const tries = await Promise.all(
      Array.from({ length: all + 1 }, (_, i) => countRegistration(from(`2001:db8:${i.toString(16)}::1`))),
    )
    expect(tries.some((refused) => refused !== undefined)).toBe(true)
  })
})

describe('without KV', () => {
  it('clients can still register', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    await services.kv.close()
    expect(await countRegistration(from('198.51.100.9'))).toBeUndefined()
    expect(String(logged.mock.lastCall)).toContain('rate_limit.unavailable')
  })
})
