import type { Client } from 'pg'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Accepted, acceptMessage } from '#lib/chat/store'
import { newId } from '#lib/ids'
import { claimDueJobs, claimJob } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import { accept, age, answerJob, claim, completedWith, hashed, jobRow } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const processId = 'proc_test'

/** Accepts a message in a process with a free slot. */
async function acceptInProcess(input: { userId: string; conversationId?: number; sessionId?: string }) {
  const message = { message: 'hello', model: 'm', ...input }
  const hashes = hashed(crypto.randomUUID())
  const accepted = await acceptMessage({ id: newId('job') }, message, hashes, processId)
  if (accepted?.kind !== 'new') throw new Error(`It is ${accepted?.kind}.`)
  return accepted
}

type New = Extract<Accepted, { kind: 'new' }>
const ids = (all: New[]) => all.map(({ job_id }) => job_id)

describe('a message that is accepted in a process with a free slot', () => {
  it('is stored with its first attempt already claimed, as claimJob would do it', async () => {
    const userId = newUser()
    const { job_id, claim } = await acceptInProcess({ userId })
    const { rows } = await database.query('select version from conversations where id = $1', [
      claim!.job.conversation_id,
    ])
    expect(claim).toEqual({
      state: 'claimed',
      job: {
        id: job_id,
        user_id: userId,
        conversation_id: expect.any(Number),
        turn: 1,
        ...{ attempt: 1, counted: 1, modelIndex: 0, modelFailures: 0 },
        params: { model: 'm' },
        secondsToDeadline: tunables.deadlineSeconds,
      },
      version: rows[0].version,
      message: 'hello',
      items: null,
      history: [],
      lost: null,
      isBudgeted: false,
      nowMs: expect.any(Number),
    })
    const row = await jobRow(database, job_id)
    expect(row).toMatchObject({ status: 'running', attempt: 1, process_id: processId })
    const since = (time: unknown) => ((time as Date).getTime() - (row.started_at as Date).getTime()) / 1000
    expect([since(row.lease_until), since(row.deadline_at)]).toEqual([
      tunables.leaseSeconds,
      tunables.deadlineSeconds,
    ])
    expect(await claimJob(job_id, null)).toEqual({ state: 'taken' })
    expect(await settleAttempt(claim!.job, completedWith('answer'))).toBeDefined()
  })

  it('gets a claim with the history of its conversation', async () => {
    const userId = newUser()
    const first = await acceptInProcess({ userId, sessionId: 's' })
    await settleAttempt(first.claim!.job, completedWith('first'))
    const { claim } = await acceptInProcess({ userId, sessionId: 's' })
    expect(claim!.history).toEqual([
      { role: 'user', content: 'hello' },
      { role: 'assistant', content: 'first' },
    ])
  })

  it('waits, queued, while another message of the conversation is unfinished', async () => {
    const userId = newUser()
    const first = await acceptInProcess({ userId })
    const { conversation_id: conversationId } = first
    const second = await acceptInProcess({ userId, conversationId })
    expect(second).toMatchObject({ blocked: true, claim: null })
    expect(await jobRow(database, second.job_id)).toMatchObject({ status: 'queued', process_id: null })
    expect(await settleAttempt(first.claim!.job, completedWith('a'))).toMatchObject({ nextId: second.job_id })
    expect((await claim(second.job_id)).history).toHaveLength(2)
  })

  it('starts only one attempt when fifty come at once into one conversation', async () => {
    const userId = newUser()
    const all = await Promise.all(
      Array.from({ length: 50 }, () => acceptInProcess({ userId, sessionId: 's' })),
    )
    expect(all.filter(({ claim }) => claim)).toHaveLength(1)
    expect(all.find(({ claim }) => claim)).toMatchObject({ turn: 1, blocked: false })
  })
})

describe('claimDueJobs', () => {
  // Jobs of other tests become due when their leases expire.
  beforeEach(() => database.query('truncate users cascade'))

  it('gives each due job whose turn it is to one of several callers, with all that its attempt needs', async () => {
    const users = Array.from({ length: 20 }, newUser)
    const first = await Promise.all(users.map((userId) => accept({ userId, sessionId: 's' })))
    for (const userId of users) await accept({ userId, sessionId: 's' })
    const batches = await Promise.all(Array.from({ length: 6 }, () => claimDueJobs(7)))
    const claims = [...batches.flat(), ...(await claimDueJobs(100))]
    expect(claims.map(({ job }) => job.id).sort()).toEqual(first.map(({ job_id }) => job_id).sort())
    expect(claims[0]).toMatchObject({ state: 'claimed', message: 'hello', history: [], job: { attempt: 1 } })
    for (const { job } of claims) await settleAttempt(job, completedWith('a'))
    expect(await claimDueJobs(100)).toHaveLength(20)
  })

  it('takes jobs with expired leases, but none that is not due or has no attempts left', async () => {
    const [expired, held, later, hopeless] = [await accept(), await accept(), await accept(), await accept()]
    for (const { job_id } of [expired, held]) await claim(job_id)
    await age(database, expired.job_id, tunables.leaseSeconds)
    await settleAttempt((await claim(later.job_id)).job, { status: 'queued', delaySeconds: 40 })
    await database.query('update jobs set attempt = $2 where id = $1', [
      hopeless.job_id,
      tunables.attemptsMax,
    ])
    const claims = await claimDueJobs(100)
    expect(claims.map(({ job }) => job.id)).toContain(expired.job_id)
    for (const { job_id } of [held, later, hopeless])
      expect(claims.map(({ job }) => job.id)).not.toContain(job_id)
    for (const { job } of claims) await settleAttempt(job, completedWith('a'))
  })

  it('takes at most the requested number, the oldest first', async () => {
    const jobs = []
    for (let i = 0; i < 5; i++) jobs.push(await accept())
    expect((await claimDueJobs(3)).map(({ job }) => job.id).sort()).toEqual(
      ids(jobs.slice(0, 3) as New[]).sort(),
    )
    for (const { job_id } of jobs.slice(3)) await answerJob(job_id)
  })
})
