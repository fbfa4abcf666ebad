import nextEnv from '@next/env'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { startWorker } from '#workers/postgres'

/** `npm run worker`: runs jobs, webhooks and schedules without HTTP, until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  const { QUEUE, WORKER_CONCURRENCY } = env()
  if (QUEUE !== 'postgres')
    throw new Error(`The queue is ${QUEUE}, which calls the server: no worker is needed.`)
  if (WORKER_CONCURRENCY === 0) throw new Error('WORKER_CONCURRENCY is 0: this worker would do nothing.')
  const worker = await startWorker()
  log('info', 'worker.started', { concurrency: WORKER_CONCURRENCY })
  const stop = async () => {
    await worker.stop()
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
