import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, randomPortBase } from '#local/ports'
import { type LocalPostgres, startPostgres } from '#local/postgres'
import type { Secrets } from '#local/secrets'
import { type AppServer, startServer } from '#local/server'
import { type Stack, startStack } from '#local/stack'
import { migrate } from '#sql/migrate'
import { type InngestServer, startInngest } from '#tests/support/inngest'
import { type FakeModel, startFakeModel } from '#tests/support/model'

export const template = 'template_gpts'

export const secrets: Secrets = {
  apiKey: 'test-api-key-0123456789',
  kvToken: 'test-kv-token',
  kvReadOnlyToken: 'test-kv-read-only-token',
  qstashToken: 'test-qstash-token',
  qstashCurrentSigningKey: 'sig_test_current_0123456789abcdef',
  qstashNextSigningKey: 'sig_test_next_0123456789abcdef',
  webhookSecret: `whsec_${Buffer.alloc(32, 'test').toString('base64')}`,
}

/** The keys of the tests' Inngest, of which a signing key is hexadecimal behind its prefix. */
export const inngestKeys = {
  eventKey: 'test-event-key',
  signingKey: `signkey-test-${'0123456789abcdef'.repeat(4)}`,
}

/** The PostgreSQL of a whole test run, with a migrated database to make others from. */
export async function startTestPostgres(): Promise<{ postgres: LocalPostgres; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gpts-tests-'))
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    port: await freePort(randomPortBase()),
    fsync: false,
  })
  await postgres.createDatabase(template)
  await migrate(postgres.url(template))
  return {
    postgres,
    close: async () => {
      await postgres.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** What a cron sends to the test server. */
export const cronSecret = 'test-cron-secret-0123456789'

export type TestApp = {
  server: AppServer
  stack: Stack
  model: FakeModel
  /** Only with `engine: 'inngest'`. */
  inngest?: InngestServer
  vars: Record<string, string>
  close(): Promise<void>
}

/**
 * The production build with stand-ins of its own for everything but PostgreSQL, on the database at `databaseUrl`.
 * `vars` are added to the server's environment. A file that breaks services starts one of these for itself. The
 * queue is QStash, or Inngest (also by TEST_ENGINE) with the server's functions registered; one that is given stays
 * open.
 */
export async function startTestApp(options: {
  databaseUrl: string
  portBase: number
  vars?: Record<string, string>
  engine?: 'qstash' | 'inngest'
  inngest?: InngestServer
}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gpts-app-'))
  const port = await freePort(options.portBase)
  const appUrl = `http://127.0.0.1:${port}`
  const model = await startFakeModel()
  const { engine = process.env.TEST_ENGINE } = options
  const inngest = options.inngest ?? (engine === 'inngest' ? await startInngest(inngestKeys) : undefined)
  const configured = {
    ...(inngest && inngestVars(inngest)),
    DATABASE_URL: options.databaseUrl,
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: 'test-model-key',
    OPENAI_MODEL: 'fake-model',
    ...(process.env.LOCAL_REDIS_URL && { LOCAL_REDIS_URL: process.env.LOCAL_REDIS_URL }),
  }
  const stack = await startStack({
    vars: configured,
    secrets,
    dataDir,
    portBase: options.portBase + 1,
    appUrl,
    hosted: true,
  })
  const vars = {
    ...configured,
    ...stack.vars,
    API_SECRET_KEY: secrets.apiKey,
    CRON_SECRET: cronSecret,
    WEB_CONCURRENCY: '1',
    PUBLIC_URL: appUrl,
    ...options.vars,
  }
  const server = await startServer({ mode: 'start', port, vars })
  await inngest?.sync(server.url)
  return {
    server,
    stack,
    model,
    inngest,
    vars,
    close: async () => {
      await server.close()
      if (!options.inngest) await inngest?.close()
      await stack.close()
      await model.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** What a server needs to know to use this Inngest. */
export function inngestVars({ url, eventKey, signingKey }: InngestServer): Record<string, string> {
  return {
    QUEUE: 'inngest',
    INNGEST_BASE_URL: url,
    INNGEST_EVENT_KEY: eventKey,
    INNGEST_SIGNING_KEY: signingKey,
  }
}
