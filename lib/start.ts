import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import nextEnv from '@next/env'
import { migrate, migrationUrl } from '../sql/migrate.ts'
import { ConfigError, parseEnv } from './env.ts'
import { nodeFlags } from './node-flags.ts'

/**
 * `npm start`: checks the configuration, migrates, and serves the production build on HOST (127.0.0.1) and PORT
 * (3000). Starts nothing, and names each variable that is missing or wrong, when the configuration is incomplete.
 */
async function start(): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  parseEnv(process.env)
  await migrate(migrationUrl(process.env)!).catch((error: Error) => {
    throw new Error(`The database at DATABASE_URL cannot be brought up to date: ${error.message}`)
  })
  const { HOST = '127.0.0.1', PORT = '3000' } = process.env
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [...nodeFlags, next, 'start', '-H', HOST, '-p', PORT], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  // A server that was killed, as by the system when memory runs out, has no code: it gets the one of shells.
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal!]))
}

await start().catch((error: Error) => {
  const advice =
    error instanceof ConfigError ? '\nSee env.example; `npm run local` needs no configuration at all.' : ''
  process.stderr.write(`${error.message}${advice}\n`)
  process.exit(1)
})
