import { expect } from 'vitest'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { decide } from '#lib/jobs/decide'
import { stateOf } from '#lib/jobs/read'
import { findStale, markDispatched, releaseNext } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { type Event, endJob, failure, nthJob, pick, releaseAfter } from './model.ts'
import { hasItsTurn, isHopeless, isOpen, type Job, jobsOf, type World } from './world.ts'

/** The process that ended a job sends the next one of the conversation. */
export const release = (nth: number): Event => ({
  name: `release the next of the conversation of job ${nth}`,
  needs: 'jobs',
  async run(model) {
    const { conversation } = nthJob(model, nth)
    const first = jobsOf(model.world, conversation).find(isOpen)
    const released = await releaseNext(model.world.conversations[conversation]!.id)
    expect(released).toBe(first?.status === 'queued' ? first.id : null)
    if (released) first!.dispatchedAt = model.clock.seconds()
  },
})

/** A sweep looks for abandoned jobs. It acts on each later, or never. */
export const look = (): Event => ({
  name: 'look for stale jobs',
  async run({ world, seen, clock }) {
    const rows = await findStale()
    const now = clock.seconds()
    const stale = Object.values(world.jobs).filter((job) => isStale(world, job, now))
    expect(rows.map(({ id }) => id).sort()).toEqual(stale.map(({ id }) => id))
    for (const row of rows) {
      const action = decide(stateOf(row), row.now)
      expect(action === 'fail', `whether to end ${row.id}`).toBe(isHopeless(world.jobs[row.id]!, now))
      seen.push({ row, action })
    }
  },
})

function isStale(world: World, job: Job, now: number): boolean {
  if (!isOpen(job) || job.dispatchedAt >= now - tunables.redispatchSeconds) return false
  if (job.status === 'running') return job.leaseUntil! <= now
  return job.nextAttemptAt < now && hasItsTurn(world, job)
}

/** A sweep acts on what it has seen, which may have changed since. */
export const act = (nth: number): Event => ({
  name: `act on stale job -${nth}`,
  needs: 'seen',
  async run({ world, seen, clock }) {
    const { row, action } = pick(seen.toReversed(), nth)
    const job = world.jobs[row.id]!
    const now = clock.seconds()
    if (action === 'resend') {
      const isLost = job.dispatchedAt < now - tunables.redispatchSeconds
      const expected = job.attempt === row.attempt && isOpen(job) && isLost
      expect(await markDispatched(row)).toBe(expected)
      if (expected) job.dispatchedAt = now
    }
    if (action === 'fail') {
      const ended = await settleAttempt({ ...row, abandoned: true }, { status: 'failed', failure })
      const isHeld = job.status === 'running' && job.leaseUntil! > now
      const expected = job.attempt === row.attempt && isOpen(job) && !isHeld && isHopeless(job, now)
      expect(ended !== undefined, 'whether it was ended').toBe(expected)
      if (!expected) return
      endJob(world, job, 'failed', now, failure.code)
      Object.assign(job, { nextAttemptAt: now, dispatchedAt: now })
      expect(ended!.nextId).toBe(releaseAfter(world, job, now))
    }
  },
})

/** Time passes: leases and deadlines run out, retries fall due. */
export const wait = (seconds: number): Event => ({
  name: `wait ${seconds} s`,
  run: ({ clock }) => clock.advance(seconds),
})
