import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { claimJob } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import { accept, age, answerJob, claim, completedWith, jobRow, outlive } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

/** Accepts this many messages into one new conversation. */
async function conversation(...messages: string[]) {
  const userId = newUser()
  const jobs: string[] = []
  let conversationId: number | undefined
  for (const message of messages) {
    const accepted = await accept({ userId, message, conversationId })
    conversationId = accepted.conversation_id
    jobs.push(accepted.job_id)
  }
  return { userId, jobs, conversationId: conversationId! }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const state = async (jobId: string) => (await claimJob(jobId, null))?.state

describe('claimJob', () => {
  it('gives a queued job to exactly one of twenty at once', async () => {
    const { job_id } = await accept()
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimJob(job_id, null)))
    expect(claims.filter((each) => each?.state === 'claimed')).toHaveLength(1)
    expect(claims.filter((each) => each?.state === 'taken')).toHaveLength(19)
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'running', attempt: 1 })
  })

  it('takes a lease, and returns what the attempt needs', async () => {
    const userId = newUser()
    const { job_id, conversation_id } = await accept({ userId, message: 'hello', model: 'm', maxTokens: 7 })
    const claimed = await claim(job_id)
    expect(claimed).toMatchObject({ version: expect.stringMatching(uuid), message: 'hello', history: [] })
    expect(claimed.job).toMatchObject({
      id: job_id,
      user_id: userId,
      conversation_id,
      attempt: 1,
      params: { model: 'm', maxTokens: 7 },
    })
    expect(claimed.job.secondsToDeadline).toBeGreaterThan(tunables.deadlineSeconds - 60)
    expect(claimed.job.secondsToDeadline).toBeLessThanOrEqual(tunables.deadlineSeconds)
    const row = await jobRow(database, job_id)
    const leaseMs = (row.lease_until as Date).getTime() - (row.started_at as Date).getTime()
    expect(leaseMs).toBe(tunables.leaseSeconds * 1000)
  })

  it('is undefined for a job that does not exist', async () => {
    expect(await claimJob('job_none', null)).toBeUndefined()
  })

  it('does not take a job before it is due, and says when it will be', async () => {
    const { job_id } = await accept()
    const { job } = await claim(job_id)
    await settleAttempt(job, { status: 'queued', delaySeconds: 400 })
    const refused = await claimJob(job_id, null)
    if (refused?.state !== 'not_due') throw new Error(`It is ${refused?.state}.`)
    expect(refused.dueInSeconds).toBeGreaterThan(300)
    expect(refused.dueInSeconds).toBeLessThanOrEqual(400)
    await age(database, job_id, 400)
    expect((await claim(job_id)).job.attempt).toBe(2)
  })

  it('does not take a job before an earlier one of its conversation has ended', async () => {
    const { jobs } = await conversation('one', 'two', 'three')
    expect(await state(jobs[2]!)).toBe('taken')
    expect(await state(jobs[1]!)).toBe('taken')
    const { job } = await claim(jobs[0]!)
    expect(await state(jobs[1]!)).toBe('taken')
    await settleAttempt(job, { status: 'queued', delaySeconds: 400 })
    expect(await state(jobs[1]!)).toBe('taken')
    await age(database, jobs[0]!, 400)
    await answerJob(jobs[0]!)
    expect(await state(jobs[2]!)).toBe('taken')
    expect(await state(jobs[1]!)).toBe('claimed')
    expect(await jobRow(database, jobs[2]!)).toMatchObject({ status: 'queued', attempt: 0 })
  })

  it('does not wait for other conversations of the user', async () => {
    const userId = newUser()
    await accept({ userId })
    expect(await state((await accept({ userId })).job_id)).toBe('claimed')
  })

  it.each(['completed', 'failed'] as const)('does not take a %s job', async (status) => {
    const { job_id } = await accept()
    const { job } = await claim(job_id)
    await settleAttempt(job, status === 'completed' ? completedWith('a') : { status })
    expect(await state(job_id)).toBe('taken')
    expect(await jobRow(database, job_id)).toMatchObject({ status, attempt: 1 })
  })

  it('takes over a job with an expired lease, once', async () => {
    const { job_id } = await accept()
    await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds - 50)
    expect(await state(job_id)).toBe('taken')
    await age(database, job_id, 50)
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimJob(job_id, null)))
    expect(claims.filter((each) => each?.state === 'claimed')).toHaveLength(1)
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'running', attempt: 2 })
  })

  it('keeps the time at which the first attempt began', async () => {
    const { job_id } = await accept()
    await claim(job_id)
    const { started_at } = await jobRow(database, job_id)
    await age(database, job_id, tunables.leaseSeconds)
    await claim(job_id)
    expect((await jobRow(database, job_id)).started_at).toEqual(started_at)
  })

  it('does not take a job whose attempts are used up', async () => {
    const { job_id } = await accept()
    await database.query('update jobs set attempt = $2 where id = $1', [job_id, tunables.attemptsMax])
    expect(await state(job_id)).toBe('taken')
    await database.query('update jobs set attempt = attempt - 1 where id = $1', [job_id])
    expect(await state(job_id)).toBe('claimed')
    await age(database, job_id, tunables.leaseSeconds)
    expect(await state(job_id)).toBe('taken')
  })

  it('does not take a job past its deadline', async () => {
    const { job_id } = await accept()
    await outlive(database, job_id)
    expect(await state(job_id)).toBe('taken')
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'queued', attempt: 1 })
  })

  it('takes a job that was never claimed, however old, and gives it the whole time until its deadline', async () => {
    const { job_id } = await accept()
    await age(database, job_id, 100 * tunables.deadlineSeconds)
    expect(await jobRow(database, job_id)).toMatchObject({ deadline_at: null })
    expect((await claim(job_id)).job.secondsToDeadline).toBeGreaterThan(tunables.deadlineSeconds - 60)
    const { deadline_at, started_at } = await jobRow(database, job_id)
    const givenMs = (deadline_at as Date).getTime() - (started_at as Date).getTime()
    expect(givenMs).toBe(tunables.deadlineSeconds * 1000)
  })

  it('keeps the deadline of the first attempt', async () => {
    const { job_id } = await accept()
    await settleAttempt((await claim(job_id)).job, { status: 'queued' })
    await age(database, job_id, 300)
    const { deadline_at } = await jobRow(database, job_id)
    expect((await claim(job_id)).job.secondsToDeadline).toBeLessThanOrEqual(tunables.deadlineSeconds - 300)
    expect((await jobRow(database, job_id)).deadline_at).toEqual(deadline_at)
  })
})

describe('the history of a claim', () => {
  it('has only the answered turns, oldest first, each question before its answer', async () => {
    const { jobs } = await conversation('one', 'two', 'three', 'four')
    await answerJob(jobs[0]!, 'first')
    const { job } = await claim(jobs[1]!)
    await settleAttempt(job, { status: 'failed' })
    await answerJob(jobs[2]!, 'third')
    expect((await claim(jobs[3]!)).history).toEqual([
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'first' },
      { role: 'user', content: 'three' },
      { role: 'assistant', content: 'third' },
    ])
  })

  it('has no message that was accepted later', async () => {
    const { jobs } = await conversation('one', 'two', 'three')
    await answerJob(jobs[0]!, 'first')
    expect((await claim(jobs[1]!)).history).toEqual([
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'first' },
    ])
  })

  it('has the newest messages when there are too many', async () => {
    const { userId, conversationId, jobs } = await conversation('first')
    await answerJob(jobs[0]!)
    const turns = tunables.historyMessagesMax / 2
    // The answers are stored in another order than their turns.
    for (const insert of [
      `insert into messages (conversation_id, turn, role, content)
       select $1, turn, 'user', 'q' || turn from generate_series(2, $2::int) turn`,
      `insert into messages (conversation_id, turn, role, content)
       select $1, turn, 'assistant', 'a' || turn from generate_series($2::int, 2, -1) turn`,
      `insert into jobs (id, user_id, conversation_id, turn, status, request_hash, deadline_at, finished_at)
       select 'old_' || turn, c.user_id, c.id, turn, 'completed', '', now(), now()
       from conversations c, generate_series(2, $2::int) turn where c.id = $1`,
      'update conversations set last_turn = $2::int where id = $1',
    ])
      await database.query(insert, [conversationId, turns + 1])
    const { job_id } = await accept({ userId, conversationId })
    const { history } = await claim(job_id)
    expect(history).toHaveLength(tunables.historyMessagesMax)
    const numbers = Array.from({ length: turns }, (_, i) => i + 2)
    expect(history!.map(({ content }) => content)).toEqual(numbers.flatMap((n) => [`q${n}`, `a${n}`]))
  })

  it('is left out only for the current version of this conversation', async () => {
    const { jobs, conversationId } = await conversation('one', 'two')
    const elsewhere = await conversation('one', 'two')
    const { rows } = await database.query('select version from conversations where id = $1', [conversationId])
    const before = rows[0].version
    const { version } = await answerJob(jobs[0]!)
    const { version: ofAnother } = await answerJob(elsewhere.jobs[0]!)
    expect(new Set([before, version, ofAnother]).size).toBe(3)
    const historyFor = async (cached: Parameters<typeof claimJob>[1]) => {
      const claimed = await claim(jobs[1]!, cached)
      await settleAttempt(claimed.job, { status: 'queued' })
      return claimed.history
    }
    expect(await historyFor({ conversationId, version, turn: 1 })).toBeNull()
    for (const cached of [
      null,
      { conversationId, version: before, turn: 1 },
      { conversationId, version: ofAnother, turn: 1 },
      { conversationId, version: crypto.randomUUID(), turn: 1 },
      { conversationId: conversationId + 1, version, turn: 1 },
      { conversationId, version, turn: 2 },
    ])
      expect(await historyFor(cached)).toHaveLength(2)
  })
})
