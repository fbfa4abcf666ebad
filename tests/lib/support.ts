import type { Client } from 'pg'
import { afterAll } from 'vitest'
import { type QStashServer, startQStash } from '#emulators/qstash/server'
import { useDatabase } from '#tests/support/database'
import { startUpstashKv, type TestKv } from '#tests/support/kv'
import { type FakeModel, startFakeModel } from '#tests/support/model'
import { secrets } from '#tests/support/services'

export type Services = {
  database: Client
  kv: TestKv
  queue: QStashServer
  model: FakeModel
  /** The jobs handed to the queue so far, in their order; nothing is ever delivered. */
  sentJobs(): string[]
}

const oneHourMs = 3_600_000

/** Points `lib/` in this process at a database, a KV, a queue and a model that belong to the test file alone. */
export async function useServices(): Promise<Services> {
  const database = await useDatabase()
  const kv = await startUpstashKv()
  const queue = await startQStash({
    port: 0,
    token: secrets.qstashToken,
    currentSigningKey: secrets.qstashCurrentSigningKey,
    nextSigningKey: secrets.qstashNextSigningKey,
    hooks: { beforeDeliver: () => ({ delayMs: oneHourMs }) },
  })
  const model = await startFakeModel()
  Object.assign(process.env, {
    KV_REST_API_URL: kv.url,
    QSTASH_URL: queue.url,
    OPENAI_BASE_URL: model.url,
  })
  afterAll(async () => {
    await model.close()
    await queue.close()
    await kv.close()
  })
  const sentJobs = () => queue.messages().map(({ body }) => (JSON.parse(body ?? '') as Job).jobId)
  return { database, kv, queue, model, sentJobs }
}

type Job = { jobId: string }
