import fc, { type AsyncCommand } from 'fast-check'
import type { Client } from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { tunables } from '#lib/tunables'
import { type Clock, useClock } from '#tests/support/clock'
import { useDatabase } from '#tests/support/database'
import { propertyOptions } from '#tests/support/property'
import * as event from './machine/events.ts'
import { expectInvariants, expectLawfulStep } from './machine/invariants.ts'
import { readWorld, type World } from './machine/world.ts'

let database: Client
let clock: Clock

beforeAll(async () => {
  database = await useDatabase()
  clock = await useClock(database)
})

/** Runs an event and compares all that the database then holds with what was expected. */
function command({ name, needs, run }: event.Event): AsyncCommand<event.Model, { world: World }> {
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
  .record<event.AcceptInput>({
    conversation: fc.nat({ max: 2 }),
    message: fc.nat({ max: 3 }),
    key: fc.option(fc.nat({ max: 5 })),
    rejects: fc.boolean(),
    callback: fc.boolean(),
  })
  .map(event.accept)
const anyEnd = fc.record<event.EndInput>({
  status: fc.constantFrom('completed', 'queued', 'failed'),
  delaySeconds: fc.constantFrom(0, 1, leaseSeconds),
  paid: fc.boolean(),
  counts: fc.boolean(),
  next: fc.record({ modelIndex: fc.nat({ max: 2 }), modelFailures: fc.nat({ max: 3 }) }),
})
const anyEvent = fc.oneof(
  { weight: 4, arbitrary: anyAccept },
  { weight: 5, arbitrary: fc.array(nth, { minLength: 1, maxLength: 4 }).map(event.claim) },
  { weight: 1, arbitrary: latest.map(event.renew) },
  { weight: 4, arbitrary: fc.tuple(latest, anyEnd).map(([held, input]) => event.end(held, input)) },
  {
    weight: 1,
    arbitrary: fc.tuple(nth, fc.boolean()).map(([job, interrupts]) => event.cancel(job, interrupts)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(nth, fc.constantFrom(1, 2)).map(([job, limit]) => event.revive(job, limit)),
  },
  { weight: 1, arbitrary: nth.map(event.release) },
  { weight: 2, arbitrary: fc.constant(null).map(event.look) },
  { weight: 2, arbitrary: latest.map(event.act) },
  { weight: 3, arbitrary: fc.constantFrom(...pauses).map(event.wait) },
)

it('does what its rules say, and keeps its promises, whatever happens in whichever order', async () => {
  const sequences = fc.commands([anyEvent.map(command)], { maxCommands: 80, size: 'max' })
  const setUp = async () => {
    await database.query('truncate users, usage_ledger restart identity cascade')
    const world = { jobs: {}, conversations: {} }
    return { model: { world, attempts: [], seen: [], clock }, real: { world } }
  }
  const holds = fc.asyncProperty(sequences, (commands) => fc.asyncModelRun(setUp, commands))
  await fc.assert(holds, propertyOptions(40))
}, 180_000)
