import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  countAuthorization,
  countDocument,
  countRegistration,
  countSignIn,
  uncountSignIn,
} from '#lib/oauth/limits'
import { tunables } from '#lib/tunables'
import { type Services, useServices } from '#tests/lib/support'
import { freezeAtHalfPast } from '#tests/support/hour'

// A busy machine must not be taken for a KV that is away.
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
const most = tunables.signInFailuresPerHour.address

describe('sign-ins that fail', () => {
  it('are limited by the address that the nearest proxy has seen', async () => {
    const tries = []
    for (let i = 0; i <= most; i++) tries.push(await countSignIn(from('198.51.100.1')))
    expect(tries.slice(0, most)).toEqual(Array(most).fill(undefined))
    expect(tries.at(-1)).toEqual({ sentence: expect.any(String), retryAfterSeconds: expect.any(Number) })
    expect(tries.at(-1)!.retryAfterSeconds).toBeGreaterThan(0)
    expect(await countSignIn(from('198.51.100.2'))).toBeUndefined()
  })

  it('leave those alone that succeed', async () => {
    for (let i = 0; i < 2 * most; i++) {
      expect(await countSignIn(from('198.51.100.3'))).toBeUndefined()
      await uncountSignIn(from('198.51.100.3'))
    }
  })

  it('lock out nobody elsewhere, however many there are', async () => {
    const tries = Array.from({ length: 600 }, (_, i) => countSignIn(from(`203.0.113.${i % 200}`)))
    expect(await Promise.all(tries)).toEqual(Array(600).fill(undefined))
    expect(await countSignIn(from('198.51.100.4'))).toBeUndefined()
  })

  it('are forgiven by the network that they are counted for', async () => {
    for (let i = 0; i < 2 * most; i++) {
      expect(await countSignIn(from(`2001:db8:3::${i}`))).toBeUndefined()
      await uncountSignIn(from(`2001:db8:3::${i + 1}`))
    }
  })
})

describe('an address', () => {
  const isFull = async (address: string) => (await countSignIn(from(address))) !== undefined
  const fill = async (addressOf: (i: number) => string) => {
    for (let i = 0; i < most; i++) expect(await isFull(addressOf(i))).toBe(false)
  }

  it('of IPv6 is its /64, however it is written', async () => {
    await fill((i) => `2001:db8:1:2::${i}`)
    expect(await isFull('2001:DB8:1:2:ffff:ffff:ffff:ffff')).toBe(true)
    expect(await isFull('2001:db8:1:2::1%eth0')).toBe(true)
    expect(await isFull('2001:db8:1:3::1')).toBe(false)
  })

  it('of IPv4 is the same in the form of IPv6, which is no network of them all', async () => {
    await fill((i) => (i % 2 ? '198.51.100.20' : '::ffff:198.51.100.20'))
    expect(await isFull('::ffff:198.51.100.20')).toBe(true)
    expect(await isFull('::ffff:198.51.100.21')).toBe(false)
  })
})

describe('documents and requests to authorize', () => {
  it.each([
    ['documents', countDocument, tunables.clientDocumentsPerHour.address],
    ['requests', countAuthorization, tunables.authorizationsPerHour.address],
  ] as const)('%s are limited by address, each for itself', async (_, count, perHour) => {
    for (let i = 0; i < perHour; i++) expect(await count(from('198.51.100.30'))).toBeUndefined()
    expect(await count(from('198.51.100.30'))).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    expect(await count(from('198.51.100.31'))).toBeUndefined()
  })
})

describe('registrations', () => {
  const { address, all } = tunables.registrationsPerHour

  it('that an address has too many of take nothing from the others', async () => {
    const tries = []
    for (let i = 0; i < 2 * all; i++) tries.push(await countRegistration(from('198.51.100.40')))
    expect(tries.filter((refused) => !refused)).toHaveLength(address)
    expect(await countRegistration(from('198.51.100.41'))).toBeUndefined()
  })

  it('are limited in all, wherever they come from', async () => {
    const tries = await Promise.all(
      Array.from({ length: all + 1 }, (_, i) => countRegistration(from(`2001:db8:${i.toString(16)}::1`))),
    )
    expect(tries.some((refused) => refused !== undefined)).toBe(true)
  })
})

describe('without KV', () => {
  it('clients may register all the same', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    await services.kv.close()
    expect(await countRegistration(from('198.51.100.9'))).toBeUndefined()
    expect(String(logged.mock.lastCall)).toContain('rate_limit.unavailable')
  })
})
