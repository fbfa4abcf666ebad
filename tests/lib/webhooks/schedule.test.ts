import { describe, expect, it } from 'vitest'
import { tunables } from '#lib/tunables'
import { decideDelivery, webhookAttemptsMax } from '#lib/webhooks/schedule'

const { webhookDelaysSeconds: delays, webhookRetryAfterSecondsMax } = tunables
const hour = 3600

describe('decideDelivery', () => {
  it.each([200, 201, 202, 204, 299])('treats %i as delivered, at any attempt', (statusCode) => {
    for (const attempt of [1, webhookAttemptsMax])
      expect(decideDelivery({ statusCode }, attempt, 0.5)).toEqual({ status: 'delivered' })
  })

  it.each([100, 199, 300, 301, 304, 307, 400, 401, 404, 429, 500, 503])('retries after %i', (statusCode) => {
    expect(decideDelivery({ statusCode }, 1, 0.5)).toEqual({ status: 'pending', delaySeconds: delays[0] })
  })

  it('retries when there was no answer', () => {
    for (const error of ['timeout', 'refused_address', 'ECONNREFUSED'])
      expect(decideDelivery({ error }, 1, 0.5)).toEqual({ status: 'pending', delaySeconds: delays[0] })
  })

  it('fails at once when the receiver answers 410', () => {
    expect(decideDelivery({ statusCode: 410 }, 1, 0.5)).toEqual({ status: 'failed' })
  })

  it('follows the schedule to its end, over more than a day', () => {
    const waits = delays.map((_, index) => decideDelivery({ statusCode: 500 }, index + 1, 0.5))
    expect(waits).toEqual(delays.map((delaySeconds) => ({ status: 'pending', delaySeconds })))
    expect(decideDelivery({ statusCode: 500 }, webhookAttemptsMax, 0.5)).toEqual({ status: 'failed' })
    const total = delays.reduce<number>((sum, seconds) => sum + seconds, 0)
    expect(total).toBeGreaterThan(24 * hour)
    expect(total).toBeLessThan(48 * hour)
  })

  it('varies each wait by a tenth in both directions', () => {
    for (const [index, seconds] of delays.entries()) {
      const wait = (random: number) => decideDelivery({ statusCode: 500 }, index + 1, random)
      expect(wait(0)).toEqual({ status: 'pending', delaySeconds: expect.closeTo(seconds * 0.9) })
      expect(wait(0.999_999)).toEqual({ status: 'pending', delaySeconds: expect.closeTo(seconds * 1.1, 0) })
    }
  })

  it('waits as long as the receiver asks, if that is longer, up to a maximum', () => {
    const wait = (retryAfterSeconds: number) => decideDelivery({ statusCode: 503, retryAfterSeconds }, 1, 0.5)
    expect(wait(0)).toEqual({ status: 'pending', delaySeconds: 5 })
    expect(wait(4)).toEqual({ status: 'pending', delaySeconds: 5 })
    expect(wait(600)).toEqual({ status: 'pending', delaySeconds: 600 })
    expect(wait(10 ** 9)).toEqual({ status: 'pending', delaySeconds: webhookRetryAfterSecondsMax })
  })
})
