import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { publishAnswer } from '#lib/jobs/attempt/cache'
import { sessionKey } from '#lib/jobs/session'
import { toJobView } from '#lib/jobs/view'
import { kv } from '#lib/kv/index'
import { counterKeys } from '#lib/metering/counters'
import { tunables } from '#lib/tunables'
import { getUser } from '#lib/users/operations'
import { accept, answerJob, spent } from '#tests/support/jobs'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

beforeAll(async () => {
  await useServices()
})

type UserData = {
  session: Record<string, unknown> | null
  today: { requests: number; totalTokens: number } | null
}
const userData = async (userId: string) => (await getUser.run({ userId }, owner)).data as UserData

/** A new user with one answered message, and nothing in KV. */
async function answeredUser() {
  const userId = newUser()
  const { job_id, conversation_id: conversationId } = await accept({ userId })
  const ended = await answerJob(job_id)
  return { userId, conversationId, ended, job: toJobView(ended.row) }
}

/** The session after a job's answer, from the database. */
const sessionOf = ({ conversationId, messageId, model, finishedAt }: ReturnType<typeof toJobView>) => ({
  conversationId,
  messageId,
  model,
  lastMessageAt: finishedAt,
})

describe('the session of a user', () => {
  it('is null before the first answer', async () => {
    const userId = newUser()
    await accept({ userId })
    expect(await userData(userId)).toMatchObject({ session: null, today: { requests: 0, totalTokens: 0 } })
  })

  it('comes from the database when it is not in the cache', async () => {
    const { userId, job } = await answeredUser()
    expect((await userData(userId)).session).toEqual(sessionOf(job))
  })

  it('comes from the cache while that is current', async () => {
    const { userId, ended, job } = await answeredUser()
    await publishAnswer({
      userId,
      job,
      newest: { version: ended.version, turn: 1, messages: () => [] },
      counted: spent,
    })
    expect(await userData(userId)).toMatchObject({
      session: sessionOf(job),
      today: { requests: 1, totalTokens: 25 },
    })
    const marked = { ...sessionOf(job), model: 'from the cache', version: ended.version }
    await kv().set(sessionKey(userId), marked)
    expect((await userData(userId)).session).toMatchObject({ model: 'from the cache' })
  })

  it('is never a cached one that is older than the database', async () => {
    const { userId, conversationId, ended, job } = await answeredUser()
    await publishAnswer({
      userId,
      job,
      newest: { version: ended.version, turn: 1, messages: () => [] },
      counted: spent,
    })
    const next = await accept({ userId, conversationId })
    const current = toJobView((await answerJob(next.job_id)).row)
    expect((await userData(userId)).session).toEqual(sessionOf(current))
  })

  it('is never a cached one of an older conversation', async () => {
    const { userId, ended, job } = await answeredUser()
    await publishAnswer({
      userId,
      job,
      newest: { version: ended.version, turn: 1, messages: () => [] },
      counted: spent,
    })
    const next = await accept({ userId })
    const current = toJobView((await answerJob(next.job_id)).row)
    expect((await userData(userId)).session).toEqual(sessionOf(current))
  })

  it.each([
    ['of another version', { version: crypto.randomUUID() }],
    ['of an invalid version', { version: 1 }],
    ['of another conversation', { conversationId: 999_999 }],
    ['incomplete', { messageId: undefined }],
    ['of another shape', { lastMessageAt: 'yesterday' }],
  ])('is never a cached one that is %s', async (_, change) => {
    const { userId, ended, job } = await answeredUser()
    const cached = { ...sessionOf(job), version: ended.version, model: 'from the cache', ...change }
    await kv().set(sessionKey(userId), cached)
    expect((await userData(userId)).session).toEqual(sessionOf(job))
  })

  it.each(['no json', '7', '[]', '"text"'])(
    'comes from the database when the cache holds %s',
    async (text) => {
      const { userId, job } = await answeredUser()
      await kv().set(sessionKey(userId), text)
      expect((await userData(userId)).session).toEqual(sessionOf(job))
    },
  )

  it('does not contain the version', async () => {
    const { userId } = await answeredUser()
    expect((await userData(userId)).session).not.toHaveProperty('version')
  })
})

describe("today's counters", () => {
  it('are stored by day, and expire', async () => {
    const { userId, job } = await answeredUser()
    const yesterday = new Date(Date.now() - 86_400_000)
    const older = { ...job, finishedAt: yesterday.toISOString() }
    await publishAnswer({ userId, job: older, newest: null, counted: spent })
    expect((await userData(userId)).today).toEqual({ requests: 0, totalTokens: 0, cost: '0' })
    const [day] = counterKeys(userId, yesterday)
    expect(await kv().hgetall(day)).toEqual({ requests: 1, totalTokens: 25 })
    expect(await kv().ttl(day)).toBeGreaterThan(tunables.countersSeconds - 60)
  })

  it('are null, and the session comes from the database, when the key has another type', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => logged.mockRestore())
    const { userId, job } = await answeredUser()
    await kv().set(counterKeys(userId, new Date())[0], 'text')
    expect(await userData(userId)).toMatchObject({ session: sessionOf(job), today: null })
  })
})
