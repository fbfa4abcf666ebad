import nextEnv from '@next/env'
import { checkServices } from '#lib/adapters'
import { closeDatabase } from '#lib/db/index'
import { env } from '#lib/env'
import { closeKv } from '#lib/kv/index'
import { log } from '#lib/log'
import { startTelemetry } from '#lib/otel/start'
import { scrape } from '#lib/server/metrics'
import { serveMetricsPort } from '#lib/server/metrics-port'
import { startPrometheus } from '#lib/telemetry/prometheus'
import { startWorker } from '#workers/postgres'

/** `npm run worker`: runs jobs, webhooks and schedules without HTTP. SIGINT and SIGTERM stop it; a second one at once. */
async function main(): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  const { QUEUE, WORKER_CONCURRENCY, METRICS_PORT } = env()
  if (QUEUE !== 'postgres')
    throw new Error(`The queue is ${QUEUE}, which calls the server, so no worker is needed.`)
  if (WORKER_CONCURRENCY === 0) throw new Error('WORKER_CONCURRENCY is 0: this worker would do nothing.')
  for (const notice of await checkServices(env())) log('warn', 'service.problem', { notice })
  startPrometheus()
  const telemetry = await startTelemetry({ withState: true })
  if (METRICS_PORT) serveMetricsPort(METRICS_PORT, scrape)
  const worker = await startWorker()
  const stopNow = new AbortController()
  let isStopping = false
  const stop = async () => {
    if (isStopping) return stopNow.abort()
    isStopping = true
    log('info', 'worker.stopping')
    await worker.stop({ stopNow: stopNow.signal })
    await Promise.all([closeDatabase(), closeKv(), telemetry.stop()])
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  // Logged last: a supervisor may send a signal as soon as it reads this line.
  log('info', 'worker.started', { concurrency: WORKER_CONCURRENCY })
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
