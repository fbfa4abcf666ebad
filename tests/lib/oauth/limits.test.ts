import { beforeAll, describe, expect, it, vi } from 'vitest'
import { countRegistration, countSignIn, forgiveSignIn } from '#lib/oauth/limits'
import { tunables } from '#lib/tunables'
import { type Services, useServices } from '#tests/lib/support'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

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
      await forgiveSignIn(from('198.51.100.3'))
    }
  })

  it('are limited in all, wherever they come from', async () => {
    const tries = await Promise.all(
      Array.from({ length: tunables.signInFailuresPerHour.all + 1 }, (_, i) =>
        countSignIn(from(`203.0.113.${i}`)),
      ),
    )
    expect(tries.some((refusal) => refusal !== undefined)).toBe(true)
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
