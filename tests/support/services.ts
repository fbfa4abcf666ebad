import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#local/ports'
import { type AppServer, startServer } from '#local/server'
import { type Stack, startStack } from '#local/stack'
import { type InngestServer, startInngest } from '#tests/support/inngest'
import { type FakeModel, startFakeModel } from '#tests/support/model'
import { isDev, isHosted, type QueueName, queueName } from '#tests/support/profile'
import { cronSecret, inngestKeys, secrets } from '#tests/support/secrets'

export type TestApp = {
  server: AppServer
  stack: Stack
  model: FakeModel
  queue: QueueName
  /** Only with `queue: 'inngest'`. */
  inngest?: InngestServer | undefined
  vars: Record<string, string>
  /** Kills the server, and stops its services. */
  close(): Promise<void>
}

type Options = {
  databaseUrl: string
  portBase: number
  vars?: Record<string, string>
  queue?: QueueName
  inngest?: InngestServer
  /** Self-hosted, the server has pages only if this is true. */
  pages?: boolean
}

/** Our server from the sources, or Next's production build. TEST_SERVER=dev runs the server of `npm run dev`. */
const productionMode = isHosted ? 'next' : 'api'
const devMode = isHosted ? 'next-dev' : 'dev'
export const serverMode = isDev ? devMode : productionMode

/**
 * Starts a server with its own services, except PostgreSQL, on the database at `databaseUrl`. The profile chooses server
 * and services. `vars` are added to the server's environment. Test files that break services start their own. A given
 * Inngest is not closed.
 */
export async function startTestApp(options: Options): Promise<TestApp> {
  const { start, ...services } = await startTestServices(options)
  return { ...services, server: await start() }
}

type TestServices = Omit<TestApp, 'server'> & {
  url: string
  start(onOutput?: (text: string) => void): Promise<AppServer>
}

/** Starts the services of a server as above. The server itself starts with `start`, at the given `url`. */
export async function startTestServices(options: Options): Promise<TestServices> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gpts-app-'))
  const port = await freePort(options.portBase)
  const url = `http://127.0.0.1:${port}`
  const model = await startFakeModel()
  const queue = options.inngest ? 'inngest' : (options.queue ?? queueName)
  const inngest = options.inngest ?? (queue === 'inngest' ? await startInngest(inngestKeys) : undefined)
  const configured = {
    ...(inngest ? inngestVars(inngest) : { QUEUE: queue }),
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
    appUrl: url,
    hosted: isHosted,
  })
  const vars = {
    ...configured,
    ...stack.vars,
    API_SECRET_KEY: secrets.apiKey,
    CRON_SECRET: cronSecret,
    WEB_CONCURRENCY: '1',
    // Tests send many invalid requests from one address with one key.
    RATE_LIMIT_REFUSED_PER_MINUTE: '1000000',
    PUBLIC_URL: url,
    ...options.vars,
  }
  let server: AppServer | undefined
  return {
    url,
    stack,
    model,
    queue,
    inngest,
    vars,
    start: async (onOutput) => {
      const mode = options.pages && serverMode === 'api' ? 'start' : serverMode
      server = await startServer({ mode, port, vars, ...(onOutput && { onOutput }) })
      await inngest?.sync(server.url)
      return server
    },
    close: async () => {
      await server?.kill()
      if (!options.inngest) await inngest?.close()
      await stack.close()
      await model.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The environment variables for this Inngest. */
export function inngestVars({ url, eventKey, signingKey }: InngestServer): Record<string, string> {
  return {
    QUEUE: 'inngest',
    INNGEST_BASE_URL: url,
    INNGEST_EVENT_KEY: eventKey,
    INNGEST_SIGNING_KEY: signingKey,
  }
}
