import { expect } from 'vitest'
import { acceptMessage } from '#lib/chat/store'
import { cancelJobs, reviveJobs } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { conversations, type Event, endJob, nthJob, pick, userOf } from './model.ts'
import { isOpen, jobsOf, type World } from './world.ts'

export type AcceptInput = {
  conversation: number
  message: number
  key: number | null
  rejects: boolean
  callback: boolean
}

/** A request, which may repeat another one or find its conversation busy. */
export const accept = (input: AcceptInput): Event => ({
  name: `accept ${JSON.stringify(input)}`,
  async run({ world, clock }) {
    const name = pick(conversations, input.conversation)
    const id = `job_${String(Object.keys(world.jobs).length + 1).padStart(4, '0')}`
    const hash = `hash of ${input.message}`
    const idempotencyKey = input.key === null ? null : `key ${input.key}`
    const accepted = await acceptMessage(
      { id },
      {
        userId: userOf(name),
        sessionId: name,
        message: `message ${input.message}`,
        ...(idempotencyKey && { idempotencyKey }),
        ...(input.rejects && { ifBusy: 'reject' as const }),
        ...(input.callback && { callbackUrl: 'https://example.com/hook' }),
      },
      { request: hash, content: hash },
    )
    const prior = priorOf(world, name, hash, idempotencyKey, clock.seconds())
    const first = jobsOf(world, name).find(isOpen)
    if (prior) return expect(accepted).toMatchObject({ kind: prior.kind, job_id: prior.job.id })
    if (input.rejects && first) return expect(accepted).toMatchObject({ kind: 'busy', job_id: first.id })
    if (accepted?.kind !== 'new') throw new Error(`It is ${accepted?.kind}.`)
    const now = clock.seconds()
    const known = world.conversations[name]
    const conversation = {
      id: accepted.conversation_id,
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

/** The job of the same request: by its key, or else the conversation's last job if its answer is recent. */
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

/** One job is cancelled, or the newest message of its conversation interrupts all before it. */
export const cancel = (nth: number, interrupts: boolean): Event => ({
  name: interrupts ? `interrupt the conversation of job ${nth}` : `cancel job ${nth}`,
  needs: 'jobs',
  async run(model) {
    const { world, clock } = model
    const job = nthJob(model, nth)
    const { id: conversationId, lastTurn } = world.conversations[job.conversation]!
    const which = interrupts ? { conversationId, beforeTurn: lastTurn } : { jobId: job.id }
    const cancelled = await cancelJobs(which, 'The job was cancelled.')
    const due = interrupts
      ? jobsOf(world, job.conversation).filter((each) => each.turn < lastTurn && isOpen(each))
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
    const which = limit === 1 ? { jobIds: [job.id], limit } : { userId: user, limit }
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
