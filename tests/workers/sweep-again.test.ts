import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { env } from '#lib/env'
import { tunables } from '#lib/tunables'
import { accept } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { sweep } from '#workers/sweep'

let services: Services
beforeAll(async () => {
  services = await useServices('hosted')
})

const sweeps = () => services.queue.sent().filter(({ worker }) => worker === 'sweep')

it('requests no further sweep while no job is open', async () => {
  await sweep()
  expect(sweeps()).toEqual([])
})

it('requests none with the Postgres queue, which sweeps every minute', async () => {
  const config = env()
  const { QUEUE } = config
  Object.assign(config, { QUEUE: 'postgres' })
  onTestFinished(() => void Object.assign(config, { QUEUE }))
  await accept()
  await sweep()
  expect(sweeps()).toEqual([])
})

it('requests the next sweep in a minute while a job is open, only once', async () => {
  await accept()
  await sweep()
  await sweep()
  expect(sweeps()).toEqual([{ worker: 'sweep', payload: {} }])
  expect(services.queue.delayMs!('{}')).toBe(tunables.sweepAgainSeconds * 1000)
})
