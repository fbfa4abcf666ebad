import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { gauges } from '#lib/metrics/gauges'
import { randomPortBase } from '#local/ports'
import { call, chat } from '#tests/support/api'
import { type CollectedSpan, type Collector, startCollector } from '#tests/support/collector'
import { createDatabase } from '#tests/support/database'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { startTestApp, type TestApp } from '#tests/support/services'
import { killWorkerProcesses, startWorkerProcess, type WorkerProcess } from '#tests/support/worker-process'

// Each process takes seconds to start, and minutes on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let collector: Collector
let app: TestApp
let worker: WorkerProcess
let baseUrl: string

// The server accepts messages, and another process answers them.
beforeAll(async () => {
  collector = await startCollector()
  const vars = {
    WORKER_CONCURRENCY: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector-key',
    OTEL_SERVICE_NAME: 'chats',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_METRIC_EXPORT_INTERVAL: '500',
  }
  app = await startTestApp({ databaseUrl: await createDatabase(), portBase: randomPortBase(), vars })
  baseUrl = app.server.url
  worker = await startWorkerProcess({ ...app.vars, WORKER_CONCURRENCY: '4' })
})
afterAll(async () => {
  await killWorkerProcesses()
  await app?.close()
  await collector?.close()
})

/** A trace context of a caller, and its ids. */
function newContext(flags = '01') {
  const [traceId, spanId] = [
    crypto.randomUUID().replaceAll('-', ''),
    crypto.randomUUID().slice(-12).padStart(16, 'a'),
  ]
  return {
    traceId,
    spanId,
    headers: { traceparent: `00-${traceId}-${spanId}-${flags}`, tracestate: 'vendor=it' },
  }
}

/** Waits for the span of this name. */
async function spanOf(traceId: string, name: string): Promise<CollectedSpan> {
  await expect.poll(() => collector.spans(traceId).map((span) => span.name)).toContain(name)
  return collector.spans(traceId).find((span) => span.name === name)!
}

describe('a turn', () => {
  it('is one trace across its processes, from the caller to the model', async () => {
    const { traceId, spanId, headers } = newContext()
    const message = `the colour of plum-${newUser()}`
    const { body } = await chat({ userId: newUser(), message }, { baseUrl, headers })
    const { jobId, conversationId } = body.data
    const request = await spanOf(traceId, 'POST /api/chat')
    expect(request).toMatchObject({
      parentSpanId: spanId,
      kind: 'SPAN_KIND_SERVER',
      traceState: 'vendor=it',
      attributes: { 'http.route': '/api/chat', 'http.response.status_code': 200, 'gpts.job.id': jobId },
      resource: { 'service.name': 'chats', 'deployment.environment.name': 'test' },
    })
    const attempt = await spanOf(traceId, 'attempt')
    expect(attempt).toMatchObject({
      parentSpanId: request.spanId,
      kind: 'SPAN_KIND_CONSUMER',
      traceState: 'vendor=it',
      attributes: { 'gpts.job.id': jobId, 'gpts.attempt.number': 1, 'gpts.attempt.outcome': 'done' },
    })
    expect(attempt.attributes['gen_ai.conversation.id']).toBe(String(conversationId))
    expect(attempt.resource['process.pid']).toBe(worker.pid)
    expect(request.resource['process.pid']).not.toBe(worker.pid)
    expect(await spanOf(traceId, 'chat fake-model')).toMatchObject({
      parentSpanId: attempt.spanId,
      kind: 'SPAN_KIND_CLIENT',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'default',
        'gen_ai.request.model': 'fake-model',
        'gen_ai.response.model': 'fake-model',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 5,
        'server.address': '127.0.0.1',
      },
    })
    const attempts = await call('GET', `/api/jobs/${jobId}/attempts`, { baseUrl })
    expect(attempts.body.data.traceId).toBe(traceId)
    const system = (name: string) => ({ kind: 'SPAN_KIND_CLIENT', attributes: { 'db.system.name': name } })
    expect(await spanOf(traceId, 'acceptMessage')).toMatchObject({
      parentSpanId: request.spanId,
      ...system('postgresql'),
    })
    expect(await spanOf(traceId, 'settleAttempt')).toMatchObject({
      parentSpanId: attempt.spanId,
      ...system('postgresql'),
    })
    expect(await spanOf(traceId, 'PIPELINE')).toMatchObject({
      parentSpanId: attempt.spanId,
      ...system('redis'),
    })
    expect(await spanOf(traceId, 'send')).toMatchObject({ kind: 'SPAN_KIND_PRODUCER' })
    // All that was exported so far, without message text.
    expect(collector.text()).not.toContain(message)
    expect(collector.text()).not.toContain('plum-')
  })

  it('records why it failed, by error codes', async () => {
    const { traceId, headers } = newContext()
    const message = script(`refused ${newUser()}`, { status: 400 })
    await chat({ userId: newUser(), message }, { baseUrl, headers })
    const failed = { status: { code: 'STATUS_CODE_ERROR' }, attributes: { 'error.type': 'model_refused' } }
    expect(await spanOf(traceId, 'chat fake-model')).toMatchObject(failed)
    expect(await spanOf(traceId, 'attempt')).toMatchObject(failed)
    expect(await spanOf(traceId, 'POST /api/chat')).toMatchObject({
      status: { code: 'STATUS_CODE_ERROR' },
      attributes: { 'error.type': '502', 'gpts.error.code': 'job_failed' },
    })
  })

  it('is in the logs of both processes by its trace id', async () => {
    const { traceId, headers } = newContext()
    await chat({ userId: newUser(), message: 'hello' }, { baseUrl, headers })
    const attempt = await spanOf(traceId, 'attempt')
    const ofWorker = () => worker.lines().filter((line) => line.traceId === traceId)
    await expect.poll(() => ofWorker().map(({ event }) => event)).toContain('attempt.completed')
    expect(ofWorker().find(({ event }) => event === 'attempt.completed')).toMatchObject({
      spanId: attempt.spanId,
    })
    await expect
      .poll(() => app.server.output())
      .toMatch(new RegExp(`"request.answered".*"traceId":"${traceId}"`))
  })

  it('that its caller does not sample exports no span', async () => {
    const unsampled = newContext('00')
    await chat({ userId: newUser(), message: 'hello' }, { baseUrl, headers: unsampled.headers })
    const later = newContext()
    await chat({ userId: newUser(), message: 'hello' }, { baseUrl, headers: later.headers })
    await spanOf(later.traceId, 'attempt')
    await spanOf(later.traceId, 'POST /api/chat')
    expect(collector.spans(unsampled.traceId)).toEqual([])
  })
})

describe('the export', () => {
  it('has the metrics with the names of the semantic conventions, and the gauges', async () => {
    const names = [
      'http.server.request.duration',
      'gen_ai.client.operation.duration',
      'gen_ai.client.token.usage',
      'db.client.operation.duration',
      'gpts.attempts',
      'gpts.jobs.accepted',
      gauges.jobs.name,
      gauges.serviceUp.name,
    ]
    await expect.poll(() => names.filter((name) => !collector.metrics().has(name))).toEqual([])
  })

  it('uses protobuf, with the configured headers', () => {
    expect(new Set(collector.requests.map(({ path }) => path))).toEqual(
      new Set(['/v1/traces', '/v1/metrics']),
    )
    for (const { type, authorization } of collector.requests)
      expect([type, authorization]).toEqual(['application/x-protobuf', 'Bearer collector-key'])
  })

  it('has no spans of heartbeats and polling', () => {
    const roots = collector.spans().filter((span) => span.parentSpanId === '')
    expect(roots.filter((span) => span.kind === 'SPAN_KIND_CLIENT')).toEqual([])
  })
})
