import { expect } from 'vitest'
import { claimJob, type Ending, endAttempt, renewLease } from '#lib/attempts/store'
import { acceptMessage } from '#lib/chat/store'
import { decide } from '#lib/jobs/decide'
import { stateOf } from '#lib/jobs/operations'
import { cancelJobs, findStale, markDispatched, type Revival, releaseNext, reviveJobs } from '#lib/jobs/store'
import type { JobRow } from '#lib/jobs/view'
import { tunables } from '#lib/tunables'
import type { Clock } from '#tests/support/clock'
import { completedWith, spent } from '../support.ts'
import { hasItsTurn, isClaimable, isHopeless, isOpen, type Job, jobsOf, type World } from './world.ts'

/** What is expected to be in the database, and what those who use it have seen. */
export type Model = {
  world: World
  /** Every attempt that has begun, by whoever may still be at work on it. */
  attempts: { id: string; attempt: number }[]
  /** Jobs as a sweep saw them, with what it means to do about them. */
  seen: { row: JobRow; action: ReturnType<typeof decide> }[]
  clock: Clock
}

/** Something that happens: it does it to the database, checks its reply, and changes the model in the same way. */
export type Event = { name: string; needs?: keyof Model | 'jobs'; run(model: Model): Promise<void> }

const conversations = ['u1:a', 'u1:b', 'u2:a']
const userOf = (conversation: string) => conversation.slice(0, 2)
const pick = <T>(list: T[], nth: number): T => list[nth % list.length]!
const nthJob = ({ world }: Model, nth: number) => pick(Object.values(world.jobs), nth)
const failure = { code: 'model_failed', message: 'It failed.' }

export type AcceptInput = {
  conversation: number
  message: number
  key: number | null
  rejects: boolean
  callback: boolean
}

/** A request, which may repeat another one or meet a busy conversation. */
export const accept = (input: AcceptInput): Event => ({
  name: `accept ${JSON.stringify(input)}`,
  async run({ world, clock }) {
    const name = pick(conversations, input.conversation)
    const id = `job_${String(Object.keys(world.jobs).length + 1).padStart(4, '0')}`
    const hash = `hash of ${input.message}`
    const idempotencyKey = input.key === null ? null : `key ${input.key}`
    const accepted = await acceptMessage(
      id,
      {
        userId: userOf(name),
        sessionId: name,
        message: `message ${input.message}`,
        ...(idempotencyKey && { idempotencyKey }),
        ...(input.rejects && { ifBusy: 'reject' as const }),
        ...(input.callback && { callbackUrl: 'https://example.com/hook' }),
      },
      hash,
    )
    const prior = priorOf(world, name, hash, idempotencyKey, clock.seconds())
    const first = jobsOf(world, name).find(isOpen)
    if (prior) return expect(accepted).toMatchObject({ kind: prior.kind, job_id: prior.job.id })
    if (input.rejects && first) return expect(accepted).toMatchObject({ kind: 'busy', job_id: first.id })
    const now = clock.seconds()
    const known = world.conversations[name]
    const conversation = {
      id: accepted!.conversation_id,
      lastTurn: (known?.lastTurn ?? 0) + 1,
      openJobs: (known?.openJobs ?? 0) + 1,
      lastJobId: id,
      lastHash: hash,
      lastAnsweredAt: null,
    }
    expect(accepted).toMatchObject({ kind: 'new', job_id: id, blocked: conversation.openJobs > 1 })
    world.conversations[name] = { ...conversation, id: known?.id ?? conversation.id }
    const { callback } = input
    world.jobs[id] = {
      ...newJob,
      id,
      conversation: name,
      turn: conversation.lastTurn,
      hash,
      idempotencyKey,
      callback,
    }
    Object.assign(world.jobs[id], { nextAttemptAt: now, dispatchedAt: now })
  },
})

const newJob = {
  status: 'queued' as const,
  attempt: 0,
  uncounted: 0,
  modelIndex: 0,
  modelFailures: 0,
  nextAttemptAt: 0,
  dispatchedAt: 0,
  leaseUntil: null,
  deadlineAt: null,
  startedAt: null,
  finishedAt: null,
  errorCode: null,
  answers: [],
  ledger: [],
  deliveries: [],
}

/** The job of the same request: by its key, or without one the conversation's last if that is not answered for long. */
function priorOf(world: World, name: string, hash: string, idempotencyKey: string | null, now: number) {
  const last = world.conversations[name]
  if (idempotencyKey === null) {
    const isFresh = !last?.lastAnsweredAt || last.lastAnsweredAt > now - tunables.repeatSecondsDefault
    return last?.lastHash === hash && isFresh
      ? { kind: 'repeated', job: world.jobs[last.lastJobId]! }
      : undefined
  }
  const job = Object.values(world.jobs).find(
    (each) => each.idempotencyKey === idempotencyKey && userOf(each.conversation) === userOf(name),
  )
  return job && { kind: 'replayed', job }
}

/** Deliveries of some jobs, all at once. */
export const claim = (nths: number[]): Event => ({
  name: `claim ${nths.join(' and ')}`,
  needs: 'jobs',
  async run(model) {
    const { world, attempts, clock } = model
    const jobs = nths.map((nth) => nthJob(model, nth))
    const claims = await Promise.all(jobs.map(({ id }) => claimJob(id, null)))
    const now = clock.seconds()
    for (const job of new Set(jobs)) {
      const claimed = claims.filter((each, index) => jobs[index] === job && each?.state === 'claimed')
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

/** An attempt, perhaps one that has lost its job, renews its lease. The number counts back from the last one. */
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
  status: Ending['status']
  delaySeconds: number
  paid: boolean
  counts: boolean
  next: { modelIndex: number; modelFailures: number }
}

/** An attempt ends: perhaps for a second time, perhaps one that has lost its job. */
export const end = (nth: number, input: EndInput): Event => ({
  name: `end attempt -${nth} ${JSON.stringify(input)}`,
  needs: 'attempts',
  async run({ world, attempts, clock }) {
    const held = pick(attempts.toReversed(), nth)
    const { status, delaySeconds, paid, counts, next } = input
    const job = world.jobs[held.id]!
    const ending: Ending =
      status === 'completed'
        ? completedWith(`answer of attempt ${held.attempt} at ${job.id}`)
        : { status, delaySeconds, failure, counts, next, ...(paid && { spent }) }
    const ended = await endAttempt(held, ending)
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
    expect(ended!.openJobs).toBe(status === 'queued' ? 0 : openJobs)
    const later = jobsOf(world, job.conversation).filter(({ turn }) => turn > job.turn)
    expect(ended!.isNewest).toBe(!later.some((each) => each.status === 'completed'))
  },
})

/** Gives a job its new state, and its conversation and webhook what an end brings. */
function endJob(world: World, job: Job, status: Job['status'], now: number, errorCode: string | null): void {
  Object.assign(job, { status, leaseUntil: null, errorCode })
  if (status === 'queued') return
  job.finishedAt = now
  if (job.callback) job.deliveries = [...job.deliveries, `job.${status}`].sort()
  const conversation = world.conversations[job.conversation]!
  conversation.openJobs--
  if (conversation.lastJobId !== job.id) return
  if (status === 'completed') conversation.lastAnsweredAt = now
  else conversation.lastHash = null
}

/** One job is cancelled, or a message interrupts those before it. */
export const cancel = (nth: number, interrupts: boolean): Event => ({
  name: interrupts ? `cancel what is before job ${nth}` : `cancel job ${nth}`,
  needs: 'jobs',
  async run(model) {
    const { world, clock } = model
    const job = nthJob(model, nth)
    const conversationId = world.conversations[job.conversation]!.id
    const which = interrupts ? { conversationId, beforeTurn: job.turn } : { jobId: job.id }
    const cancelled = await cancelJobs(which, 'The job was cancelled.')
    const due = interrupts
      ? jobsOf(world, job.conversation).filter((each) => each.turn < job.turn && isOpen(each))
      : [job].filter(isOpen)
    expect(cancelled.map(({ id }) => id)).toEqual(due.map(({ id }) => id))
    for (const each of due) endJob(world, each, 'cancelled', clock.seconds(), 'cancelled')
  },
})

/** Failed jobs are queued again: one of them, or the oldest of a user. */
export const revive = (nth: number, limit: number): Event => ({
  name: limit === 1 ? `revive job ${nth}` : `revive ${limit} jobs of the user of job ${nth}`,
  needs: 'jobs',
  async run(model) {
    const { world, clock } = model
    const job = nthJob(model, nth)
    const user = userOf(job.conversation)
    const which: Revival = limit === 1 ? { jobIds: [job.id], limit } : { userId: user, limit }
    const revived = await reviveJobs(which)
    const dead = Object.values(world.jobs)
      .filter(
        (each) =>
          each.status === 'failed' && (limit === 1 ? each === job : userOf(each.conversation) === user),
      )
      .slice(0, limit)
    expect(revived.map(({ id }) => id)).toEqual(dead.map(({ id }) => id))
    const now = clock.seconds()
    for (const each of dead) {
      Object.assign(each, { status: 'queued', finishedAt: null, deadlineAt: null, uncounted: each.attempt })
      Object.assign(each, { modelIndex: 0, modelFailures: 0, nextAttemptAt: now, dispatchedAt: now })
      world.conversations[each.conversation]!.openJobs++
    }
  },
})

/** Whoever has ended a job sends the next one of the conversation. */
export const release = (nth: number): Event => ({
  name: `release the next of the conversation of job ${nth}`,
  needs: 'jobs',
  async run(model) {
    const { conversation } = nthJob(model, nth)
    const first = jobsOf(model.world, conversation).find(isOpen)
    const released = await releaseNext(model.world.conversations[conversation]!.id)
    expect(released).toBe(first?.status === 'queued' ? first.id : undefined)
    if (released) first!.dispatchedAt = model.clock.seconds()
  },
})

/** A sweep looks for jobs that were left behind. What it does about each comes later, or never. */
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
      const ended = await endAttempt({ ...row, abandoned: true }, { status: 'failed', failure })
      const isHeld = job.status === 'running' && job.leaseUntil! > now
      const expected = job.attempt === row.attempt && isOpen(job) && !isHeld && isHopeless(job, now)
      expect(ended !== undefined, 'whether it was ended').toBe(expected)
      if (!expected) return
      endJob(world, job, 'failed', now, failure.code)
      Object.assign(job, { nextAttemptAt: now, dispatchedAt: now })
    }
  },
})

/** Time passes: leases and deadlines run out, retries fall due. */
export const wait = (seconds: number): Event => ({
  name: `wait ${seconds} s`,
  run: ({ clock }) => clock.advance(seconds),
})
