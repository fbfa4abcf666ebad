import { closeDatabase } from '#lib/db/index'
import { drainStreams } from '#lib/jobs/stream/events'
import { closeKv } from '#lib/kv/index'
import { errorFields, log } from '#lib/log'
import { startTelemetry } from '#lib/otel/start'
import { listen } from '#lib/server/listen'
import type { Instruction } from '#lib/server/messages'
import { onScrape } from '#lib/server/metrics'
import { Pages } from '#lib/server/pages'
import { apiRoutes } from '#lib/server/routes'
import { startPrometheus } from '#lib/telemetry/prometheus'
import { tunables } from '#lib/tunables'
import { startWorker } from '#workers/postgres'
import { workerRoutes } from '#workers/routes'

/**
 * One server process, which `lib/server/processes.ts` starts: `server.ts <host> <port>`. It answers requests, and with
 * the Postgres queue it runs jobs.
 */
const [host, port] = process.argv.slice(2)
startPrometheus()
const telemetry = await startTelemetry({ withState: true })
const pages = new Pages()
const taken = `EADDRINUSE: port ${port} of ${host} is in use. This server may be running there already. Stop it, or set PORT.`
const server = await listen({
  host: host!,
  port: Number(port),
  routes: [...apiRoutes(), ...workerRoutes],
  pages,
}).catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(`${error.code === 'EADDRINUSE' ? taken : error.message}\n`)
  process.exit(1)
})
// If the worker does not start, this process still answers requests.
const worker = startWorker().catch((error) => log('error', 'worker.not_started', errorFields(error)))

let isStopping = false

/** Answers the open requests, finishes or releases the running jobs, and exits. */
async function stop(graceMs: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  drainStreams()
  const stopWorker = async () => (await worker)?.stop({ graceMs })
  await Promise.all([server.stop(graceMs), stopWorker()])
  await Promise.all([closeDatabase(), closeKv(), telemetry.stop()])
  process.exit(0)
}

process.on('message', (instruction: Instruction) => {
  if (instruction.kind === 'pages') pages.set(instruction.state)
  else if (instruction.kind === 'stop') void stop(instruction.graceMs)
  else void onScrape(instruction)
})
process.on('SIGTERM', () => void stop(tunables.shutdownGraceMs))
// A terminal sends Ctrl-C to every process of the group. The parent process decides how to stop.
process.on('SIGINT', () => {})
