import fc, { type AsyncCommand } from 'fast-check'
import type { Client } from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { tunables } from '#lib/tunables'
import { type Clock, useClock } from '#tests/support/clock'
import { useDatabase } from '#tests/support/database'
import { propertyOptions } from '#tests/support/property'
import { claim, type EndInput, end, renew } from './machine/attempts.ts'
import { expectInvariants, expectLawfulStep } from './machine/invariants.ts'
import type { Event, Model } from './machine/model.ts'
import { type AcceptInput, accept, cancel, revive } from './machine/requests.ts'
import { act, look, release, wait } from './machine/upkeep.ts'
import { readWorld, type World } from './machine/world.ts'

let database: Client
let clock: Clock

beforeAll(async () => {
  database = await useDatabase()
  clock = await useClock(database)
})

/** Runs an event, then compares the whole database with the model. */
function command({ name, needs, run }: Event): AsyncCommand<Model, { world: World }> {
  return {
    toString: () => name,
    check: (model) => {
      if (needs === 'attempts' || needs === 'seen') return model[needs].length > 0
      return needs === undefined || Object.keys(model.world.jobs).length > 0
    },
    run: async (model, before) => {
      await run(model)
      const world = await readWorld(database)
      expectInvariants(world)
      expectLawfulStep(before.world, world)
      expect(world).toEqual(model.world)
      before.world = world
    },
  }
}

const nth = fc.nat({ max: 11 })
const latest = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: 5 }))
const { leaseSeconds, redispatchSeconds, deadlineSeconds, repeatSecondsDefault } = tunables
const pauses = [
  1,
  redispatchSeconds,
  redispatchSeconds + 1,
  leaseSeconds,
  repeatSecondsDefault,
  deadlineSeconds,
]

const anyAccept = fc
  .record<AcceptInput>({
    conversation: fc.nat({ max: 2 }),
    message: fc.nat({ max: 5 }),
    // Most requests are new, so that several jobs of a conversation wait.
    key: fc.option(fc.nat({ max: 30 }), { freq: 1 }),
    rejects: fc.nat({ max: 4 }).map((number) => number === 0),
    callback: fc.boolean(),
  })
  .map(accept)
const anyEnd = fc.record<EndInput>({
  status: fc.constantFrom('completed', 'queued', 'failed'),
  delaySeconds: fc.constantFrom(0, 1, leaseSeconds),
  paid: fc.boolean(),
  counts: fc.boolean(),
  next: fc.record({ modelIndex: fc.nat({ max: 2 }), modelFailures: fc.nat({ max: 3 }) }),
})
const anyEvent = fc.oneof(
  { weight: 4, arbitrary: anyAccept },
  { weight: 5, arbitrary: fc.array(nth, { minLength: 1, maxLength: 4 }).map(claim) },
  { weight: 1, arbitrary: latest.map(renew) },
  { weight: 4, arbitrary: fc.tuple(latest, anyEnd).map(([held, input]) => end(held, input)) },
  {
    weight: 2,
    arbitrary: fc.tuple(nth, fc.boolean()).map(([job, interrupts]) => cancel(job, interrupts)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(nth, fc.constantFrom(1, 2)).map(([job, limit]) => revive(job, limit)),
  },
  { weight: 1, arbitrary: nth.map(release) },
  { weight: 2, arbitrary: fc.constant(null).map(look) },
  { weight: 2, arbitrary: latest.map(act) },
  { weight: 3, arbitrary: fc.constantFrom(...pauses).map(wait) },
)

it('the SQL agrees with the model and keeps the invariants, for any events in any order', async () => {
  const sequences = fc.commands([anyEvent.map(command)], { maxCommands: 80, size: 'max' })
  const setUp = async () => {
    await database.query('truncate users, usage_ledger restart identity cascade')
    const world = { jobs: {}, conversations: {} }
    return { model: { world, attempts: [], seen: [], clock }, real: { world } }
  }
  const holds = fc.asyncProperty(sequences, (commands) => fc.asyncModelRun(setUp, commands))
  await fc.assert(holds, propertyOptions(40))
}, 600_000)
