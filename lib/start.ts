import nextEnv from '@next/env'
import { migrate, migrationUrl } from '#sql/migrate'
import { ConfigError, parseEnv } from './env.ts'
import { serveByProcesses } from './processes.ts'

/**
 * `npm start`: checks the configuration, migrates, and serves the production build on HOST (127.0.0.1) and PORT
 * (3000) by WEB_CONCURRENCY processes. Starts nothing, and names each variable that is missing or wrong, when there is
 * one.
 */
async function start(): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  const { HOST = '127.0.0.1', PORT = 3000, WEB_CONCURRENCY } = parseEnv(process.env)
  await migrate(migrationUrl(process.env)!).catch((error: Error) => {
    throw new Error(`The database at DATABASE_URL cannot be brought up to date: ${error.message}`)
  })
  serveByProcesses({ host: HOST, port: String(PORT) }, WEB_CONCURRENCY)
}

await start().catch((error: Error) => {
  const advice =
    error instanceof ConfigError ? '\nSee env.example; `npm run local` needs no configuration at all.' : ''
  process.stderr.write(`${error.message}${advice}\n`)
  process.exit(1)
})
