import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { newId } from '#lib/ids'
import { schedules } from '#lib/queue/schedules'
import { freePort } from '#local/ports'
import { startServer } from '#local/server'
import { startHosted } from '#tests/soak/hosted'
import { startSelfHosted } from '#tests/soak/self-hosted'
import { script, startFakeModel } from '#tests/support/model'
import { startReceiver } from '#tests/support/receiver'
import { secrets } from '#tests/support/secrets'
import { type Changes, watchChanges } from './changes.ts'
import type { Fact } from './known.ts'
import { type OpenaiStage, prepareOpenai } from './openai/stage.ts'
import { openaiBodyBytesMax } from './wire.ts'

/** A server with its own services, in which only requests and their effects change rows. */
export type Stage = {
  url: string
  key: string
  database: Pool
  changes: Changes
  /** Ids of failed jobs, and allowed callback URLs. */
  facts: Fact[]
  openai: OpenaiStage
  /** Creates sign-ins, which no fuzz request does. Returns the ids. */
  signIn(): Promise<Fact[]>
  /** The server's output. */
  output(): string
  close(): Promise<void>
}

/** Starts the production build without schedules, with a few failed jobs and sign-ins. */
export async function startStage(portBase: number): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = []
  const onClose = (close: () => Promise<unknown>) => closers.push(close)
  const close = async () => {
    for (const each of closers.reverse()) await each()
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'gpts-fuzz-'))
    onClose(() => rm(folder, { recursive: true, force: true }))
    const isHosted = process.env.TEST_PROFILE === 'hosted'
    const start = isHosted ? startHosted : startSelfHosted
    const profile = await start({
      seed: 0,
      folder,
      portBase,
      instances: [],
      killer: () => undefined,
      onClose,
    })
    const { database } = profile
    await keepSchedulesFromRunning(database)
    const model = await startFakeModel()
    onClose(() => model.close())
    const port = await freePort(portBase + 20)
    const url = `http://127.0.0.1:${port}`
    const server = await startServer({
      mode: isHosted ? 'next' : 'api',
      port,
      vars: {
        ...(await profile.varsFor('fuzz')),
        PUBLIC_URL: url,
        OPENAI_BASE_URL: model.url,
        WEBHOOK_ALLOW_PRIVATE: 'true',
        V1_BODY_BYTES: String(openaiBodyBytesMax),
      },
    })
    onClose(() => server.close())
    const receiver = await startReceiver()
    onClose(() => receiver.close())
    const failed = await prepare(url)
    const openai = await prepareOpenai(url, model)
    const signedIn = await signIn(database)
    const deletion = await finishDeletion(database)
    const callbacks = [receiver.url(), receiver.url(410)].map((url) => ({ callbackUrl: url, url }))
    return {
      url,
      key: secrets.apiKey,
      database,
      changes: await watchChanges(database),
      facts: [...failed, ...callbacks, ...signedIn, deletion],
      openai,
      signIn: () => signIn(database),
      output: server.output,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** With the Postgres queue, the processes run the schedules themselves. The other queues have none here. */
async function keepSchedulesFromRunning(database: Pool): Promise<void> {
  await database.query(
    `insert into schedules (name, ran_for)
     select name, now() + interval '1 day' from unnest($1::text[]) as name
     on conflict (name) do update set ran_for = excluded.ran_for`,
    [schedules.map(({ worker }) => worker)],
  )
}

const signInsMade = 4

/**
 * Creates app sign-ins, their event subscriptions and console sessions, each for a different person. Requests alone cannot
 * create them.
 */
async function signIn(database: Pool): Promise<Fact[]> {
  const facts = Array.from({ length: signInsMade }, () => ({
    userId: `person-${crypto.randomUUID()}`,
    signInId: newId('grant'),
    sessionId: newId('session'),
    subscriptionId: `sub_${crypto.randomUUID().replaceAll('-', '')}`,
  }))
  await database.query(
    `with made as (
       select * from jsonb_to_recordset($1) as made ("userId" text, "signInId" text, "sessionId" text, "subscriptionId" text)
     ), person as (
       insert into users (user_id) select "userId" from made returning id, user_id
     ), signed_in as (
       select * from made join person on person.user_id = made."userId"
     ), granted as (
       insert into oauth_grants (id, client_id, user_id, scopes, resource, payload, expires_at)
       select "signInId", 'https://client.example/' || id, id, '{read}', 'r', '{"accountId": "owner"}',
              now() + interval '1 day'
       from signed_in
     ), refreshing as (
       insert into oauth_records (model, id_hash, payload, grant_id, expires_at)
       select 'RefreshToken', "signInId", '{}', "signInId", now() + interval '1 day' from signed_in
     ), subscribed as (
       insert into event_subscriptions (id, principal, grant_id, access, user_id, event, url, secret_digest, sealed_secret,
                                        verified_at, expires_at)
       select "subscriptionId", "subscriptionId", "signInId", '{read}', id, 'job.failed', 'https://client.example/events', '',
              '', now(), now() + interval '1 day'
       from signed_in
     )
     insert into console_sessions (id, token_hash, account, user_id, expires_at)
     select "sessionId", "sessionId", 'outside:' || user_id, id, now() + interval '1 day' from signed_in`,
    [JSON.stringify(facts)],
  )
  return facts
}

/** A finished deletion of a large user, which no fuzz request creates. */
async function finishDeletion(database: Pool): Promise<Fact> {
  const deletionId = newId('del')
  await database.query(
    'insert into user_deletions (id, conversations_total, conversations, finished_at) values ($1, 1, 1, now())',
    [deletionId],
  )
  return { deletionId }
}

const failedJobs = 4
const questions = 8

/**
 * Creates failed jobs, which valid requests never do, and questions, since only questions can be edited and few lists
 * begin with one. Returns the ids of each exchange.
 */
async function prepare(url: string): Promise<Fact[]> {
  const headers = { 'x-api-key': secrets.apiKey }
  const send = async (body: { userId: string; message: string }) => {
    const response = await fetch(`${url}/api/chat`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await response.json()) as Record<string, string> & { data?: Record<string, string> }
  }
  const fail = async (): Promise<Fact> => {
    const userId = `failing-${crypto.randomUUID()}`
    const { code, jobId, conversationId } = await send({ userId, message: script(userId, { status: 401 }) })
    if (code !== 'job_failed') throw new Error(`A job that should fail returned ${code}.`)
    return { userId, jobId: jobId!, conversationId: conversationId! }
  }
  const ask = async (): Promise<Fact> => {
    const userId = `asking-${crypto.randomUUID()}`
    const { conversationId } = (await send({ userId, message: 'Which question can be edited?' })).data!
    const listed = await fetch(`${url}/api/conversations/${conversationId}/messages`, { headers })
    const { messages } = ((await listed.json()) as { data: { messages: { messageId: number }[] } }).data
    return { userId, conversationId: conversationId!, questionId: messages[0]!.messageId }
  }
  return Promise.all([...Array.from({ length: questions }, ask), ...Array.from({ length: failedJobs }, fail)])
}
