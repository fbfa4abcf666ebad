import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { tunables } from '#lib/tunables'

const { modelTimeoutSecondsVercel, modelTimeoutSecondsMax, deadlineSeconds, reservationSecondsMax } = tunables
const { functionStoreMsMax, sqlTimeoutMs, leaseSeconds, leaseRenewSeconds, watchAfterMs } = tunables

async function maxDurationMs(): Promise<number> {
  const route = new URL('../../app/api/workers/[worker]/route.ts', import.meta.url)
  const [, seconds] = /^export const maxDuration = (\d+)$/m.exec(await readFile(route, 'utf8')) ?? []
  return Number(seconds) * 1000
}

it('a worker has time to store an answer that arrives just before the model timeout', async () => {
  // The last retry, and the two statements that check its result.
  const storingMs = functionStoreMsMax + 3 * sqlTimeoutMs
  expect(modelTimeoutSecondsVercel * 1000 + storingMs).toBeLessThan(await maxDurationMs())
  expect(modelTimeoutSecondsMax * 1000 + storingMs).toBeLessThan(deadlineSeconds * 1000)
})

it('a budget reservation lasts longer than any model call', () => {
  expect(reservationSecondsMax).toBeGreaterThan(modelTimeoutSecondsMax)
})

it('a lease lasts longer than two renewals that each take until their timeout', () => {
  const untilSecondMs = watchAfterMs + 2 * (leaseRenewSeconds * 1000 + sqlTimeoutMs)
  expect(untilSecondMs).toBeLessThan(leaseSeconds * 1000)
})

it('a webhook can be sent and recorded before its lease expires', () => {
  const { webhookTimeoutMs, sqlTimeoutMs, webhookLeaseSeconds } = tunables
  expect(webhookTimeoutMs + 2 * sqlTimeoutMs).toBeLessThan(webhookLeaseSeconds * 1000)
})

it('has each number in one subject', async () => {
  const files = globSync('lib/tunables/*.ts').map((file) => file.replace(/^lib\/(.*)\.ts$/, '#lib/$1'))
  const subjects = await Promise.all(files.map((file) => import(/* @vite-ignore */ file)))
  const names = subjects.flatMap((subject) =>
    Object.values(subject).flatMap((numbers) => Object.keys(numbers!)),
  )
  expect(names.toSorted()).toEqual(Object.keys(tunables).toSorted())
})
