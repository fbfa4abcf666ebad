import { beforeAll, describe, expect, it, vi } from 'vitest'
import { ApiError } from '#lib/api/errors'
import { toRawInput } from '#lib/api/input'
import type { Operation } from '#lib/api/operation'
import { perform } from '#lib/api/perform'
import { type Caller, scopes } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { sha256Hex } from '#lib/hash'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { adapterOf } from '#lib/oauth/adapter'
import { createGrant } from '#lib/oauth/grants-store'
import { operations } from '#lib/operations'
import { insertSession } from '#lib/sessions/store'
import { putSubscription } from '#lib/subscriptions/store'
import { insertUser } from '#lib/users/store'
import { insertEndpoint } from '#lib/webhooks/endpoint-store'
import { issue } from '#tests/lib/keys/support'
import { accept, answerJob, claim } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'
import { inputsReaching, type RecordIds, responsesAbout, unknownIds } from '#tests/support/user-isolation'

const issuer = 'https://api.example'

let services: Services
let ids: RecordIds
let rowsStatement: string
/** A key with every scope, but for one user only. */
let caller: Caller
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
  // Large numbers, so that a count in an answer is not taken for an id.
  for (const [n, table] of ['conversations', 'messages'].entries())
    await services.database.query(`select setval(pg_get_serial_sequence($1, 'id'), $2)`, [
      table,
      (n + 7) * 1_001,
    ])
  rowsStatement = await statementOfRows()
  ids = await victim()
  const userId = newUser()
  await insertUser({ userId })
  caller = { kind: 'key', keyId: `key_${'a'.repeat(32)}`, scopes, userId }
})

/** A user with one thing of each kind. */
async function victim(): Promise<RecordIds> {
  const userId = newUser()
  const answered = await accept({ userId, message: 'a secret', callbackUrl: 'https://example.com/secret' })
  await answerJob(answered.job_id)
  const { job } = await claim((await accept({ userId })).job_id)
  await settleAttempt(job, { status: 'failed', failure: { code: 'model_failed', message: 'It failed.' } })
  const open = await accept({ userId })
  const { rows } = await services.database.query(
    `update webhook_deliveries set status = 'failed', finished_at = now() where job_id = $1 returning id`,
    [answered.job_id],
  )
  const { rows: messages } = await services.database.query(`select id from messages where job_id = $1`, [
    answered.job_id,
  ])
  return {
    userId,
    conversationId: answered.conversation_id,
    messageId: messages[0].id,
    jobId: answered.job_id,
    failedJobId: job.id,
    openJobId: open.job_id,
    deliveryId: rows[0].id,
    keyId: (await issue({ userId })).keyId,
    signInId: await signIn(userId),
    endpointId: await endpointOf(userId),
    sessionId: await beginSession(userId),
    subscriptionId: await subscriptionOf(userId),
  }
}

async function endpointOf(userId: string): Promise<string> {
  const id = newId('we')
  const given = { url: 'https://example.com/secret', description: null, events: ['job.failed' as const] }
  await insertEndpoint({ ...given, id, enabled: true, userId, keyId: null, sealedSecret: 'sealed' })
  return id
}

/** A client that acts for the user, with a token. */
async function signIn(userId: string): Promise<string> {
  const id = newId('grant')
  const client = { clientId: 'client', clientHash: 'none', keyId: null, ownerKeyFingerprint: null }
  await createGrant({ ...client, id, userId, scopes: ['read'], resource: 'r' })
  await adapterOf('AccessToken', issuer).upsert(`token of ${id}`, { kind: 'AccessToken', grantId: id }, 60)
  return id
}

/** A browser that is signed in to the console as the user. */
async function beginSession(userId: string): Promise<string> {
  const id = newId('session')
  const account = `outside:${userId}`
  await insertSession({ id, hash: sha256Hex(id), account, keyId: null, userId, userAgent: null })
  return id
}

/** A subscription of the owner to the user's jobs. */
async function subscriptionOf(userId: string): Promise<string> {
  const id = `sub_${sha256Hex(userId).slice(0, 32)}`
  const target = { userId, conversationId: null, jobId: null }
  const credential = { keyId: null, grantId: null, ownerKeyFingerprint: ownerKeyFingerprint() }
  const secret = { secretDigest: 'digest', sealedSecret: 'sealed', verifiedAt: null }
  const given = {
    principal: id,
    access: ['read'],
    event: 'job.failed' as const,
    url: 'https://example.com/secret',
  }
  const stored = await putSubscription({ id, ...target, ...credential, ...secret, ...given, seconds: 3_600 })
  expect(stored.outcome).toBe('subscribed')
  return id
}

/** The rows of the victim, in every table that refers to users, conversations or jobs. */
async function rows(): Promise<unknown> {
  return (await services.database.query(rowsStatement, [ids.userId])).rows
}

/** The statement of `rows`, from the foreign keys: a new table needs no change here. */
async function statementOfRows(): Promise<string> {
  const user = '(select id from users where user_id = $1)'
  const owned: Record<string, string> = {
    users: user,
    conversations: `(select id from conversations where user_id = ${user})`,
    jobs: `(select id from jobs where user_id = ${user})`,
  }
  const { rows: references } = await services.database.query(
    // A search adds the latest messages to its index.
    `select conrelid::regclass::text as name, attname as field, confrelid::regclass::text as target
     from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
     where contype = 'f' and cardinality(conkey) = 1 and confrelid::regclass::text = any ($1)
       and conrelid::regclass::text <> 'search_documents'`,
    [Object.keys(owned)],
  )
  return [{ name: 'users', field: 'id', target: 'users' }, ...references]
    .map(
      ({ name, field, target }) =>
        `select '${name}.${field}' as source, to_jsonb(t) as row from ${name} t where ${field} in ${owned[target]}`,
    )
    .join(' union all ')
    .concat(' order by 1, 2')
}

async function ask(operation: Operation, fields: Record<string, unknown>): Promise<unknown> {
  const reply = perform(operation, toRawInput(operation, fields), caller, 'req_test')
  return reply.then(
    ({ status, message, data }) => ({ status, message, data }),
    (error) => {
      if (!(error instanceof ApiError)) throw error
      return { code: error.code, message: error.message, ...error.extras.data }
    },
  )
}

describe('a caller that acts for one user, with every scope', () => {
  it('is tried with every operation', () => {
    expect(Object.keys(inputsReaching(unknownIds)).sort()).toEqual(operations.map(({ id }) => id).sort())
  })

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    'cannot read or change data of another user with %s, nor learn that it exists',
    async (_, operation) => {
      const before = await rows()
      const answers = await responsesAbout(ask, operation, ids)
      expect(answers).toEqual(await responsesAbout(ask, operation, unknownIds))
      const successes = JSON.stringify(
        answers.filter((handleRequest) => !(handleRequest as { code?: string }).code),
      )
      // A number may be the id of something else by chance.
      const names = Object.entries(ids).flatMap(([name, id]) => (typeof id === 'string' ? [name] : []))
      for (const name of names) expect(successes).not.toContain(`"<${name}>"`)
      expect(await rows()).toEqual(before)
    },
  )

  it('cannot wait for a job of another user', async () => {
    const { resume } = operations.find(({ id }) => id === 'sendMessage')!
    const input = { userId: caller.userId, message: 'hi', wait: 20 }
    await expect(resume!(ids.openJobId, input, caller)).rejects.toThrow(/There is no job/)
  })
})
