import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { tunables } from '#lib/tunables'

it('lets a model call end before its worker is stopped, and a worker before its lease is over', async () => {
  const route = new URL('../../app/api/workers/[worker]/route.ts', import.meta.url)
  const [, seconds] = /^export const maxDuration = (\d+)$/m.exec(await readFile(route, 'utf8')) ?? []
  const maxDuration = Number(seconds)
  expect(tunables.modelTimeoutMs / 1000).toBeLessThan(maxDuration)
  expect(maxDuration).toBeLessThan(tunables.leaseSeconds)
})

it('leaves a worker time to store an answer that came at the last moment', () => {
  const { endPausesMs, sqlTimeoutMs, modelTimeoutMs, leaseSeconds } = tunables
  const storingMs = endPausesMs.reduce<number>((sum, pauseMs) => sum + pauseMs + sqlTimeoutMs, sqlTimeoutMs)
  expect(modelTimeoutMs + storingMs).toBeLessThan(leaseSeconds * 1000)
})

it('lets a webhook be sent and recorded before its lease is over', () => {
  const { webhookTimeoutMs, sqlTimeoutMs, webhookLeaseSeconds } = tunables
  expect(webhookTimeoutMs + 2 * sqlTimeoutMs).toBeLessThan(webhookLeaseSeconds * 1000)
})
