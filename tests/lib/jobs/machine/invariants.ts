import { expect } from 'vitest'
import { hasItsTurn, isOpen, type Job, jobsOf, type World } from './world.ts'

/** The invariants of every state. */
export function expectInvariants(world: World): void {
  for (const [name, conversation] of Object.entries(world.conversations)) {
    const jobs = jobsOf(world, name)
    expect(jobs.filter(({ status }) => status === 'running').length, `running jobs of ${name}`).toBeLessThan(
      2,
    )
    expect(conversation.openJobs, `open jobs of ${name}`).toBe(jobs.filter(isOpen).length)
    expect(jobs.map(({ turn }) => turn)).toEqual(jobs.map((_, index) => index + 1))
  }
  for (const job of Object.values(world.jobs)) {
    expect(job.answers.length, `answers of ${job.id}`).toBe(job.status === 'completed' ? 1 : 0)
    expect(job.leaseUntil !== null, `lease of ${job.id}`).toBe(job.status === 'running')
    expect(job.finishedAt !== null, `end of ${job.id}`).toBe(!isOpen(job))
    for (const attempt of job.ledger) expect(attempt, `paid by ${job.id}`).toBeLessThanOrEqual(job.attempt)
  }
}

/** The invariants of every step between two states, by one event or several at once. */
export function expectLawfulStep(before: World, after: World): void {
  for (const was of Object.values(before.jobs)) {
    const is = after.jobs[was.id]!
    expect(is.attempt, `attempts of ${was.id}`).toBeGreaterThanOrEqual(was.attempt)
    expect(is.attempt - is.uncounted, `counted attempts of ${was.id}`).toBeGreaterThanOrEqual(0)
    expect(is.ledger, `ledger of ${was.id}`).toEqual(expect.arrayContaining(was.ledger))
    expectLawfulStatus(before, was, is)
    const ends = isOpen(was) && !isOpen(is)
    const delivery = ends && is.callback ? [`job.${is.status}`] : []
    expect(is.deliveries, `deliveries of ${was.id}`).toEqual([...was.deliveries, ...delivery].sort())
  }
}

function expectLawfulStatus(before: World, was: Job, is: Job): void {
  const revived = was.status === 'failed' && is.status === 'queued'
  if (!isOpen(was) && !revived) expect(is, `the end of ${was.id}`).toEqual({ ...was, ledger: is.ledger })
  if (is.status === 'running' && was.status !== 'running') {
    expect(was.status, `${was.id} before its attempt`).toBe('queued')
    expect(hasItsTurn(before, was), `the turn of ${was.id}`).toBe(true)
    expect(is.attempt).toBe(was.attempt + 1)
  }
  if (is.status === 'completed' && isOpen(was))
    expect(was.status, `${was.id} before its answer`).toBe('running')
}
