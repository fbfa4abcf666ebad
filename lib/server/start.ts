import nextEnv from '@next/env'
import { checkServices, describeAdapters } from '#lib/adapters'
import { ConfigError, parseEnv } from '#lib/env'
import { runServer } from '#lib/server/run'
import { migrate, migrationUrl } from '../../sql/migrate.ts'

/**
 * `npm start`: checks the configuration, migrates, and serves on HOST (127.0.0.1) and PORT (3000) by WEB_CONCURRENCY
 * processes. Starts nothing, and names each variable that is missing or wrong, when there is one.
 */
async function start(): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  const config = parseEnv(process.env)
  const { HOST = '127.0.0.1', PORT = 3000, WEB_CONCURRENCY } = config
  const notices = await checkServices(config)
  for (const line of [...describeAdapters(config), ...notices]) process.stdout.write(`${line}\n`)
  await migrate(migrationUrl(process.env)!).catch((error: Error) => {
    throw new Error(`The database at DATABASE_URL cannot be brought up to date: ${error.message}`)
  })
  runServer({
    host: HOST,
    port: PORT,
    processes: WEB_CONCURRENCY,
    pages: 'built',
    onReady: (port) =>
      process.stdout.write(`Listening on http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}\n`),
  })
}

await start().catch((error: Error) => {
  const advice =
    error instanceof ConfigError ? '\nSee env.example; `npm run local` needs no configuration at all.' : ''
  process.stderr.write(`${error.message}${advice}\n`)
  process.exit(1)
})
