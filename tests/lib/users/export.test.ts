import { beforeAll, describe, expect, it, vi } from 'vitest'
import { reserve } from '#lib/budgets/store'
import { exportUserExamples } from '#lib/users/examples'
import { exportStream } from '#lib/users/export'
import { countRows } from '#lib/users/export-store'
import { accept, claim } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'
import { person } from './support.ts'

vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, exportRows: 2 as 1_000, exportTexts: 2 as 100 } }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

type Line = { type: string; [field: string]: unknown }
const parse = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const read = async (id: number) => parse(await new Response(exportStream(id)).text())

/** The type of the lines that have the rows of a table. */
const typeOf = {
  api_keys: 'apiKey',
  api_usage: 'requests',
  budget_reservations: 'budgetReservation',
  budgets: 'budget',
  console_sessions: 'session',
  conversations: 'conversation',
  event_subscriptions: 'eventSubscription',
  job_attempts: 'jobAttempt',
  jobs: 'job',
  messages: 'message',
  oauth_grants: 'signIn',
  // Codes and tokens are in the line of their grant.
  oauth_records: 'signIn tokens',
  usage_failures: 'usageFailure',
  usage_ledger: 'usage',
  usage_rollups: 'usageSum',
  user_activity: 'activity',
  webhook_attempts: 'webhookAttempt',
  webhook_deliveries: 'webhookDelivery',
  webhook_endpoints: 'webhookEndpoint',
}

describe('an export', () => {
  it('has every row of the user once, no row of another user, and ends with the counts', async () => {
    const marker = crypto.randomUUID()
    const { userId, id } = await person(services.database, marker)
    const other = await person(services.database, crypto.randomUUID())
    for (let i = 0; i < 5; i++) await accept({ userId, message: `${i}` })
    const { job } = await claim((await accept({ userId })).job_id)
    await reserve(job, { tokens: 7, usd: null })
    const exported = await read(id)
    const expected = (await countRows(userId))!
    const end = exported.pop()!
    expect(end).toEqual({ type: 'end', total: exported.length, counts: expect.any(Object) })
    const empty = Object.keys(expected.counts).filter((type) => expected.counts[type] === 0)
    expect(empty, 'Add a row of each to person() in tests/lib/users/support.ts.').toEqual([])
    expect(end.counts, 'Yield each type that countRows counts in lib/users/export.ts.').toEqual(
      expected.counts,
    )
    expect(expected.counts).toMatchObject({ conversation: 8, message: 10, job: 8, budgetReservation: 1 })

    const of = (type: string) => exported.filter((line) => line.type === type)
    const keys = of('message').map((message) => message.id)
    expect(new Set(keys).size).toBe(10)
    expect(of('user')).toMatchObject([{ userId, name: `Name ${marker}`, email: `${marker}@example.com` }])
    expect(of('conversation')[1]).toMatchObject({ sessionId: `session ${marker}`, title: `More ${marker}` })
    expect(of('usage')[0]).toMatchObject({ totalTokens: 15, cost: null })
    expect(of('apiKey')[0]).not.toHaveProperty('keyHash')
    expect(of('signIn')[0]).toMatchObject({ tokens: [{ kind: 'AccessToken', usedAt: null }] })
    expect(JSON.stringify(of('signIn'))).not.toMatch(/[0-9a-f]{32}"/)
    expect(of('jobAttempt')).toMatchObject([{ outcome: 'failed', errorMessage: `error ${marker}` }])
    expect(of('webhookAttempt')).toMatchObject([{ statusCode: 500, error: `error ${marker}` }])
    expect(of('session')).toMatchObject([{ userAgent: `agent ${marker}` }])
    expect(of('session')[0]).not.toHaveProperty('tokenHash')
    expect(of('webhookDelivery').map(({ event }) => event)).toEqual(['webhook.test', 'job.completed'])
    expect(JSON.stringify(exported)).not.toContain(other.userId)
  })

  it('covers every table with data of a user', async () => {
    const { rows } = await services.database.query(
      // The search index repeats the messages. The records of lost calls and of deletions have only numbers.
      `select conrelid::regclass::text as name from pg_constraint
       where contype = 'f'
         and conrelid::regclass::text not in ('search_documents', 'lost_calls', 'user_deletions')
       group by 1 order by 1`,
    )
    const advice = 'Export the rows of each table in lib/users/export-store.ts, and add its line to typeOf.'
    expect(
      rows.map(({ name }) => name),
      advice,
    ).toEqual(Object.keys(typeOf))
    const { counts } = (await countRows((await person(services.database, crypto.randomUUID())).userId))!
    const types = ['user', ...Object.values(typeOf)].filter((type) => type !== 'signIn tokens').sort()
    expect(Object.keys(counts).sort(), 'Correct countRows in lib/users/export-store.ts.').toEqual(types)
    const example = exportUserExamples.map(({ reply }) => (reply.data as { counts: object }).counts)
    expect(
      example.map((shown) => Object.keys(shown).sort()),
      'Correct lib/users/examples.ts.',
    ).toEqual([types])
  })

  it('is read page by page, as the receiver reads it', async () => {
    const userId = newUser()
    for (let i = 0; i < 5; i++) await accept({ userId, message: `${i}` })
    const { id } = (await countRows(userId))!
    const reader = exportStream(id).getReader()
    const [first] = parse(new TextDecoder().decode((await reader.read()).value))
    expect(first).toMatchObject({ type: 'user' })
    // Rows that the receiver has not read yet are not fetched yet.
    await services.database.query(
      `update messages set content = 'changed' where conversation_id in
      (select id from conversations where user_id = $1)`,
      [id],
    )
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read())
      rest += new TextDecoder().decode(part.value)
    const messages = parse(rest).filter(({ type }) => type === 'message')
    expect(messages.map(({ content }) => content)).toEqual(Array(5).fill('changed'))
  })

  it('ends with an error in its last line when it cannot be finished', async () => {
    const userId = newUser()
    await accept({ userId })
    const { id } = (await countRows(userId))!
    const reader = exportStream(id).getReader()
    await reader.read()
    await services.database.query('delete from users where id = $1', [id])
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read())
      rest += new TextDecoder().decode(part.value)
    expect(parse(rest).at(-1)).toEqual({ type: 'error', code: 'export_failed', message: expect.any(String) })
  })
})
