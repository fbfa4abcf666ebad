import nextEnv from '@next/env'
import { checkServices, describeAdapters, describeAddresses, describeModels } from '#lib/adapters'
import { ConfigError, type Env, parseEnv } from '#lib/env'
import { runServer } from '#lib/server/run'
import { migrate, migrationUrl } from '../../sql/migrate.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)

/**
 * `npm start`: checks the configuration and the services, migrates, and serves on HOST (127.0.0.1) and PORT (3000) with
 * WEB_CONCURRENCY processes. If a variable is missing or wrong, it names all such variables and does not start.
 */
async function start(): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  const config = parseEnv(process.env)
  for (const line of describeAdapters(config)) print(line)
  for (const line of describeModels(config)) print(line)
  for (const line of describeAddresses(config)) print(line)
  for (const notice of await checkServices(config)) print(notice)
  const migrated = await migrate(migrationUrl(process.env)!).catch((error: Error) => {
    throw new Error(`The migration of the database at DATABASE_URL failed: ${error.message}`)
  })
  if (migrated.length > 0) print(`Migrated: ${migrated.join(', ')}`)
  serve(config)
}

function serve({ HOST = '127.0.0.1', PORT = 3000, WEB_CONCURRENCY, METRICS_PORT }: Env): void {
  const host = HOST.includes(':') ? `[${HOST}]` : HOST
  runServer({
    host: HOST,
    port: PORT,
    processes: WEB_CONCURRENCY,
    pages: 'built',
    metricsPort: METRICS_PORT,
    onReady: (port) => print(`Address: http://${host}:${port}`),
  })
}

await start().catch((error: Error) => {
  const advice =
    error instanceof ConfigError ? '\nSee env.example. `npm run local` needs no configuration.' : ''
  process.stderr.write(`${error.message}${advice}\n`)
  process.exit(1)
})
