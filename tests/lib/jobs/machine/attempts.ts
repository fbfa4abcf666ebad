import { expect } from 'vitest'
import { claimJob, renewLease } from '#lib/jobs/attempt/claim-store'
import { type AttemptResult, settleAttempt } from '#lib/jobs/attempt/settle-store'
import { tunables } from '#lib/tunables'
import { completedWith, spent } from '#tests/support/jobs'
import { type Event, endJob, failure, nthJob, pick, releaseAfter } from './model.ts'
import { isClaimable, type Job, jobsOf } from './world.ts'

/** Workers claim some jobs, all at once. */
export const claim = (nths: number[]): Event => ({
  name: `claim ${nths.join(' and ')}`,
  needs: 'jobs',
  async run(model) {
    const { world, attempts, clock } = model
    const jobs = nths.map((nth) => nthJob(model, nth))
    const claims = await Promise.all(jobs.map(({ id }) => claimJob(id, null)))
    const now = clock.seconds()
    for (const job of new Set(jobs)) {
      const claimed = claims.flatMap((each, index) =>
        jobs[index] === job && each?.state === 'claimed' ? [each] : [],
      )
      expect(claimed.length, `claims of ${job.id}`).toBe(isClaimable(world, job, now) ? 1 : 0)
      if (!claimed[0]) continue
      const answered = jobsOf(world, job.conversation).filter(
        (each) => each.turn < job.turn && each.answers[0],
      )
      expect(
        claimed[0].history!.filter(({ role }) => role === 'assistant').map(({ content }) => content),
      ).toEqual(answered.flatMap(({ answers }) => answers))
      expect(claimed[0].history).toHaveLength(2 * answered.length)
      begin(job, now)
      attempts.push({ id: job.id, attempt: job.attempt })
    }
  },
})

function begin(job: Job, now: number): void {
  job.status = 'running'
  job.attempt++
  job.startedAt ??= now
  job.leaseUntil = now + tunables.leaseSeconds
  job.deadlineAt ??= now + tunables.deadlineSeconds
}

const holds = (job: Job, held: { attempt: number }) =>
  job.status === 'running' && job.attempt === held.attempt

/** An attempt, which may have lost its job, renews its lease. The number counts back from the last attempt. */
export const renew = (nth: number): Event => ({
  name: `renew the lease of attempt -${nth}`,
  needs: 'attempts',
  async run({ world, attempts, clock }) {
    const held = pick(attempts.toReversed(), nth)
    const job = world.jobs[held.id]!
    expect(await renewLease(held)).toBe(holds(job, held))
    if (holds(job, held)) job.leaseUntil = clock.seconds() + tunables.leaseSeconds
  },
})

export type EndInput = {
  status: AttemptResult['status']
  delaySeconds: number
  paid: boolean
  counts: boolean
  next: { modelIndex: number; modelFailures: number }
}

/** An attempt is settled. It may be settled already, or have lost its job. */
export const end = (nth: number, input: EndInput): Event => ({
  name: `end attempt -${nth} ${JSON.stringify(input)}`,
  needs: 'attempts',
  async run({ world, attempts, clock }) {
    const held = pick(attempts.toReversed(), nth)
    const { status, delaySeconds, paid, counts, next } = input
    const job = world.jobs[held.id]!
    const ending: AttemptResult =
      status === 'completed'
        ? completedWith(`answer of attempt ${held.attempt} at ${job.id}`)
        : { status, delaySeconds, failure, counts, next, ...(paid && { spent }) }
    const ended = await settleAttempt(held, ending)
    expect(ended !== undefined, 'whether it held its job').toBe(holds(job, held))
    if (ending.spent) job.ledger = [...new Set([...job.ledger, held.attempt])].sort((a, b) => a - b)
    if (!holds(job, held)) return
    if (ending.answer) job.answers = [ending.answer.content]
    else Object.assign(job, next, { uncounted: job.uncounted + (counts ? 0 : 1) })
    endJob(world, job, status, clock.seconds(), ending.failure?.code ?? null)
    const sent = {
      nextAttemptAt: clock.seconds() + (ending.delaySeconds ?? 0),
      dispatchedAt: clock.seconds(),
    }
    Object.assign(job, sent)
    const { openJobs } = world.conversations[job.conversation]!
    expect(ended!.nextId).toBe(releaseAfter(world, job, clock.seconds()))
    expect(ended!.openJobs).toBe(status === 'queued' ? 0 : openJobs)
    const later = jobsOf(world, job.conversation).filter(({ turn }) => turn > job.turn)
    expect(ended!.isNewest).toBe(!later.some((each) => each.status === 'completed'))
  },
})
