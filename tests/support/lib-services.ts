import type { Client } from 'pg'
import { common, schemaFields } from '#lib/env/schema'
import { setLocalWorker } from '#lib/queue/postgres/local'
import type { Message } from '#lib/queue/types'
import { useDatabase } from '#tests/support/database'
import { atEnd } from '#tests/support/ending'
import { startKv, type TestKv } from '#tests/support/kv'
import { type FakeModel, startFakeModel } from '#tests/support/model'
import { profile as chosen, type Profile } from '#tests/support/profile'
import { qstashKeys } from '#tests/support/secrets'

type TestQueue = {
  /** The messages published so far, in order. Nothing is ever delivered. */
  sent(): Message[]
  /** The delay of the message about a job or a delivery, in a queue that keeps messages itself. */
  delayMs?(id: string): number
  /** From now on, it accepts no message. */
  breakDown(): Promise<void>
}

export type Services = {
  database: Client
  kv: TestKv
  queue: TestQueue
  model: FakeModel
  /** The ids of the jobs published so far. */
  sentJobs(): string[]
  /** How often a job was handed to the queue. */
  timesSent(jobId: string): number
}

/** The variables of the adapters of the KV and the queue. */
const adapterVariables = Object.keys(schemaFields).filter((name) => !Object.hasOwn(common.shape, name))

/**
 * Connects `lib/` in this process to a database, a KV, a queue and a model of the test file's own. A file that tests an
 * adapter names its profile.
 */
export async function useServices(profile: Profile = chosen): Promise<Services> {
  const database = await useDatabase({ profile })
  const kv = await startKv({}, profile)
  const model = await startFakeModel()
  for (const name of adapterVariables) delete process.env[name]
  Object.assign(process.env, { ...kv.vars, OPENAI_BASE_URL: model.url })
  const queue = profile === 'hosted' ? await startSilentQStash() : recordLocalWork()
  atEnd(async () => {
    await model.close()
    await queue.breakDown()
    await kv.close()
  })
  const sentJobs = () => queue.sent().flatMap(({ payload }) => ('jobId' in payload ? [payload.jobId] : []))
  const timesSent = (jobId: string) => sentJobs().filter((sent) => sent === jobId).length
  return { database, kv, queue, model, sentJobs, timesSent }
}

const oneHourMs = 3_600_000

/** The QStash emulator, which delays every message by an hour. */
async function startSilentQStash(): Promise<TestQueue> {
  const { startQStash } = await import('#emulators/qstash/server')
  const queue = await startQStash({
    port: 0,
    ...qstashKeys,
    hooks: { beforeDeliver: () => ({ delayMs: oneHourMs }) },
  })
  Object.assign(process.env, {
    QUEUE: 'qstash',
    QSTASH_URL: queue.url,
    QSTASH_TOKEN: qstashKeys.token,
    QSTASH_CURRENT_SIGNING_KEY: qstashKeys.currentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: qstashKeys.nextSigningKey,
  })
  const sent = () =>
    queue
      .messages()
      .map(({ url, body }) => ({ worker: url.split('/').at(-1), payload: JSON.parse(body) }) as Message)
  const delayMs = (id: string) => {
    const message = queue.messages().find(({ body }) => body.includes(id))!
    return message.notBefore - message.createdAt
  }
  return { sent, delayMs, breakDown: () => queue.close() }
}

/** The Postgres queue with a worker that only records its messages. */
function recordLocalWork(): TestQueue {
  process.env.QUEUE = 'postgres'
  const messages: Message[] = []
  const lookIn = () => {}
  setLocalWorker({
    run: (message) => {
      messages.push(message)
      return true
    },
    lookIn,
  })
  const run = () => {
    throw new Error('The queue takes nothing.')
  }
  return { sent: () => messages, breakDown: async () => setLocalWorker({ run, lookIn }) }
}
