import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { acceptMessage } from '#lib/chat/store'
import { newId } from '#lib/ids'
import { useDatabase } from '#tests/support/database'
import { accept, answerJob, counts, hashed, jobRow } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const fifty = Array.from({ length: 50 }, (_, i) => i)
const rowsOf = async (query: string, values: unknown[]) => (await database.query(query, values)).rows

describe('a message of an unknown user', () => {
  it('is stored with its user, conversation, job and count', async () => {
    const userId = newUser()
    const before = await counts(database)
    const accepted = await accept({
      userId,
      message: '  What is\n the  answer? ',
      sessionId: 'first',
      model: 'some-model',
      temperature: 0.5,
      maxTokens: 100,
      systemPrompt: 'Be brief.',
      metadata: { source: 'test', n: 1, yes: true, none: null },
    })
    expect(accepted).toMatchObject({ kind: 'new', turn: 1, blocked: false })
    expect(await counts(database)).toEqual({
      ...before,
      users: before.users! + 1,
      conversations: before.conversations! + 1,
      messages: before.messages! + 1,
      jobs: before.jobs! + 1,
      api_usage: before.api_usage! + 1,
    })
    const [stored] = await rowsOf(
      `select u.user_id, c.session_id, c.title, c.last_turn, c.open_jobs, c.version, m.role, m.content, m.turn,
              m.metadata, a.endpoint, a.request_count
       from conversations c join users u on u.id = c.user_id join messages m on m.conversation_id = c.id
       join api_usage a on a.user_id = u.id where c.id = $1`,
      [accepted.conversation_id],
    )
    expect(stored).toEqual({
      user_id: userId,
      session_id: 'first',
      title: 'What is the answer?',
      last_turn: 1,
      open_jobs: 1,
      version: expect.stringMatching(/^[0-9a-f-]{36}$/),
      role: 'user',
      content: '  What is\n the  answer? ',
      turn: 1,
      metadata: { source: 'test', n: 1, yes: true, none: null },
      endpoint: 'POST /api/chat',
      request_count: 1,
    })
  })

  it('gets a job that is due at once and has no deadline yet', async () => {
    const { job_id, conversation_id } = await accept({ model: 'some-model' })
    const job = await jobRow(database, job_id)
    expect(job).toMatchObject({
      status: 'queued',
      conversation_id,
      turn: 1,
      attempt: 0,
      params: { model: 'some-model' },
      idempotency_key: null,
      lease_until: null,
      deadline_at: null,
      finished_at: null,
    })
    expect(job.next_attempt_at).toEqual(job.created_at)
  })

  it('may contain any text: quotes, brackets, other scripts, a title cut at a surrogate pair', async () => {
    const message = `'; drop table users; -- "$1" {\\"a\\"} \\ ${'x'.repeat(39)}${'😀'.repeat(50)}`
    const { conversation_id } = await accept({ message, systemPrompt: message })
    const [row] = await rowsOf(
      `select content, title, params->>'systemPrompt' as prompt from conversations c
       join messages m on m.conversation_id = c.id join jobs j on j.conversation_id = c.id where c.id = $1`,
      [conversation_id],
    )
    expect(row.content).toBe(message)
    expect(row.prompt).toBe(message)
    expect(message).toContain(row.title)
    expect(row.title).toMatch(/^.{77,80}$/u)
  })
})

describe('the first messages of a new user', () => {
  it.each([
    ['each in its own conversation', () => undefined, 24],
    ['in one session', () => 'shared', 1],
    ['each in its own session', (i: number) => `session ${i}`, 24],
    ['half of them in a session', (i: number) => (i % 2 ? 'shared' : undefined), 13],
  ])('are all accepted when 24 come at once: %s', async (_, sessionOf, conversations) => {
    for (let round = 0; round < 20; round++) {
      const userId = newUser()
      const sent = Array.from({ length: 24 }, (_, i) => accept({ userId, sessionId: sessionOf(i) }))
      const accepted = await Promise.all(sent)
      expect(new Set(accepted.map(({ job_id }) => job_id)).size).toBe(24)
      expect(new Set(accepted.map(({ conversation_id }) => conversation_id)).size).toBe(conversations)
    }
  })
})

describe('a message of a known user', () => {
  it('starts a new conversation each time when it names none', async () => {
    const userId = newUser()
    const first = await accept({ userId })
    const second = await accept({ userId })
    expect(second.conversation_id).not.toBe(first.conversation_id)
    expect(await rowsOf('select 1 from users where user_id = $1', [userId])).toHaveLength(1)
    const usage = await rowsOf(
      'select request_count from api_usage a join users u on u.id = a.user_id where u.user_id = $1',
      [userId],
    )
    expect(usage).toEqual([{ request_count: 2 }])
  })

  it('continues a conversation by its id, and is blocked while an earlier message is unanswered', async () => {
    const userId = newUser()
    const { conversation_id: conversationId, job_id } = await accept({ userId })
    const second = await accept({ userId, conversationId, message: 'again' })
    expect(second).toMatchObject({ conversation_id: conversationId, blocked: true })
    await answerJob(job_id)
    await answerJob(second.job_id)
    expect(await accept({ userId, conversationId })).toMatchObject({ blocked: false })
    const turns = await rowsOf(
      'select turn, role from messages where conversation_id = $1 order by turn, id',
      [conversationId],
    )
    expect(turns.map(({ turn, role }) => `${turn} ${role}`)).toEqual([
      '1 user',
      '1 assistant',
      '2 user',
      '2 assistant',
      '3 user',
    ])
  })

  it('continues a conversation by its session id, which belongs to one user', async () => {
    const [userId, other] = [newUser(), newUser()]
    const first = await accept({ userId, sessionId: 'shared' })
    const second = await accept({ userId, sessionId: 'shared' })
    const foreign = await accept({ userId: other, sessionId: 'shared' })
    expect(second.conversation_id).toBe(first.conversation_id)
    expect(foreign.conversation_id).not.toBe(first.conversation_id)
  })

  it('goes by the conversation id when it also names a session', async () => {
    const userId = newUser()
    const byId = await accept({ userId })
    const bySession = await accept({ userId, sessionId: 'other' })
    const both = await accept({ userId, conversationId: byId.conversation_id, sessionId: 'other' })
    expect(both.conversation_id).toBe(byId.conversation_id)
    expect(both.conversation_id).not.toBe(bySession.conversation_id)
  })
})

describe("a message to a conversation that is not the user's", () => {
  it('stores nothing, not even the user', async () => {
    const { conversation_id } = await accept()
    const known = newUser()
    await accept({ userId: known })
    const before = await counts(database)
    for (const userId of [newUser(), known])
      for (const conversationId of [conversation_id, 2_000_000_000]) {
        const input = { userId, conversationId, message: 'hello', sessionId: 's', idempotencyKey: 'key' }
        expect(await acceptMessage({ id: newId('job') }, input, hashed('hash'))).toBeUndefined()
      }
    expect(await counts(database)).toEqual(before)
    const [row] = await rowsOf('select last_turn, open_jobs from conversations where id = $1', [
      conversation_id,
    ])
    expect(row).toEqual({ last_turn: 1, open_jobs: 1 })
  })
})

describe('fifty messages at once', () => {
  it('create one conversation with turns 1 to 50 in a new session of a new user', async () => {
    const userId = newUser()
    const accepted = await Promise.all(
      fifty.map((i) => accept({ userId, sessionId: 'busy', message: `message ${i}` })),
    )
    expect(new Set(accepted.map((each) => each.conversation_id)).size).toBe(1)
    expect(accepted.filter((each) => !each.blocked)).toHaveLength(1)
    const id = accepted[0]!.conversation_id
    for (const table of ['messages', 'jobs']) {
      const turns = await rowsOf(`select turn from ${table} where conversation_id = $1 order by turn`, [id])
      expect(turns.map(({ turn }) => turn)).toEqual(fifty.map((i) => i + 1))
    }
    const [row] = await rowsOf(
      `select last_turn, open_jobs, request_count from conversations c join api_usage a using (user_id)
       where c.id = $1`,
      [id],
    )
    expect(row).toEqual({ last_turn: 50, open_jobs: 50, request_count: 50 })
  })

  it('create one job and one message when they are the same request', async () => {
    const input = { userId: newUser(), idempotencyKey: 'same', message: 'only once' }
    const before = await counts(database)
    const accepted = await Promise.all(fifty.map(() => accept(input)))
    expect(new Set(accepted.map((each) => each.job_id)).size).toBe(1)
    expect(new Set(accepted.map((each) => each.conversation_id)).size).toBe(1)
    expect(accepted.filter((each) => each.kind === 'new')).toHaveLength(1)
    expect(await counts(database)).toEqual({
      ...before,
      users: before.users! + 1,
      conversations: before.conversations! + 1,
      messages: before.messages! + 1,
      jobs: before.jobs! + 1,
      api_usage: before.api_usage! + 1,
    })
  })

  it('are all stored when each has its own key', async () => {
    const userId = newUser()
    const accepted = await Promise.all(fifty.map((i) => accept({ userId, idempotencyKey: `key ${i}` })))
    expect(new Set(accepted.map((each) => each.job_id)).size).toBe(50)
    expect(new Set(accepted.map((each) => each.conversation_id)).size).toBe(50)
  })
})

describe('a used idempotency key', () => {
  it('returns the first job and stores nothing, also when the job has ended', async () => {
    const userId = newUser()
    const first = await accept({ userId, idempotencyKey: 'k', sessionId: 's' })
    await answerJob(first.job_id)
    const before = await counts(database)
    const again = await accept({ userId, idempotencyKey: 'k', sessionId: 's' })
    expect(again).toMatchObject({
      job_id: first.job_id,
      conversation_id: first.conversation_id,
      kind: 'replayed',
    })
    expect(await counts(database)).toEqual(before)
    const [row] = await rowsOf('select last_turn, open_jobs from conversations where id = $1', [
      first.conversation_id,
    ])
    expect(row).toEqual({ last_turn: 1, open_jobs: 0 })
  })

  it('returns the hash of the first request, also when the second differs', async () => {
    const userId = newUser()
    const first = await accept({ userId, idempotencyKey: 'k' })
    const input = { userId, idempotencyKey: 'k', message: 'something else', sessionId: 'elsewhere' }
    const again = await acceptMessage({ id: newId('job') }, input, hashed('another hash'))
    expect(again).toMatchObject({ job_id: first.job_id, kind: 'replayed', request_hash: 'hash' })
  })

  it('is separate for each user', async () => {
    const first = await accept({ userId: newUser(), idempotencyKey: 'k' })
    const other = await accept({ userId: newUser(), idempotencyKey: 'k' })
    expect(other.kind).toBe('new')
    expect(other.job_id).not.toBe(first.job_id)
  })
})
