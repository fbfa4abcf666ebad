import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTelemetry } from '#lib/otel/start'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { startPrometheus } from '#lib/telemetry/prometheus'
import { inSpan, type SpanOptions } from '#lib/telemetry/trace'
import { listenLocally } from '#tests/support/listen'

/**
 * `npm run bench:telemetry`: the CPU time of the metrics and spans of one turn alone, without a server. With OpenTelemetry
 * it includes a collector in this process.
 */
const turns = 2_000
const warmUpTurns = 1_000
/** Pauses let spans be exported, as between requests. */
const turnsBetweenPauses = 20
const pauseMs = 20

const span = (name: string, kind: SpanOptions['kind'], work: () => Promise<unknown> = async () => {}) =>
  inSpan({ name, kind, attributes: { 'gpts.job.id': 'job_1', 'gpts.attempt.number': 1 } }, work)

async function database(name: string): Promise<void> {
  await span(name, 'client')
  record(instruments.databaseDuration, 0.002, { 'db.system.name': 'postgresql', 'db.operation.name': name })
}

/** Records the metrics and spans of a turn with the Postgres queue. */
async function turn(): Promise<void> {
  await span('POST /api/chat', 'server', async () => {
    await database('MULTI')
    await database('acceptMessage')
    await span('attempt', 'consumer', async () => {
      await span('chat model', 'client')
      await database('settleAttempt')
      await database('PIPELINE')
    })
  })
  const route = { 'http.route': '/api/chat', 'http.response.status_code': 200 }
  record(instruments.requestDuration, 0.1, { 'http.request.method': 'POST', ...route })
  record(instruments.jobsAccepted, 1)
  record(instruments.jobsEnded, 1, { status: 'completed' })
  record(instruments.turnDuration, 0.1, { status: 'completed' })
  record(instruments.attempts, 1, { outcome: 'completed' })
  const model = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'model' }
  record(instruments.modelDuration, 0.05, model)
  for (const type of ['input', 'output'])
    record(instruments.modelTokens, 10, { ...model, 'gen_ai.token.type': type })
  record(instruments.requestsWaiting, 1)
  record(instruments.requestsWaiting, -1)
}

async function run(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await turn()
    if (i % turnsBetweenPauses === 0) await sleep(pauseMs)
  }
}

async function measure(name: string): Promise<void> {
  await run(warmUpTurns)
  const before = process.cpuUsage()
  await run(turns)
  const { user, system } = process.cpuUsage(before)
  process.stdout.write(`${name.padEnd(24)}${((user + system) / turns / 1000).toFixed(3)} ms per turn\n`)
}

const collector = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200).end())
})
const port = await listenLocally(collector)

await measure('off')
startPrometheus()
await measure('GET /metrics')
process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`
// Large enough that no span is dropped: a dropped span would cost nothing.
process.env.OTEL_BSP_MAX_QUEUE_SIZE = '100000'
const telemetry = await startTelemetry({ withState: false })
await measure('and OpenTelemetry')
await telemetry.stop()
process.exit()
