import { AsyncLocalStorage } from 'node:async_hooks'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { completionMessage } from '#lib/queue/types'
import { inSpan, type SpanOptions, setTracer } from '#lib/telemetry/trace'
import { accept } from '#tests/support/jobs'
import { useServices } from '#tests/support/lib-services'
import { newUser, unique } from '#tests/support/names'
import { run } from '#tests/support/worker'
import { deliver } from '#workers/deliver'

// A tracer that only records its calls. The trace context in a job is the same for every queue.
const open = new AsyncLocalStorage<string>()
let spans: SpanOptions[] = []
setTracer({
  run(options, work) {
    spans.push(options)
    return open.run(options.parent?.traceparent ?? open.getStore() ?? '', () =>
      work({ set: () => {}, fail: () => {} }),
    )
  },
  context: () => (open.getStore() ? { traceparent: open.getStore()!, tracestate: 'vendor=it' } : undefined),
})

beforeAll(async () => {
  await useServices()
})
beforeEach(() => {
  spans = []
})

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const traced = <T>(work: () => Promise<T>) =>
  inSpan({ name: 'POST', kind: 'server', parent: { traceparent } }, work)
const attempts = () => spans.filter(({ name }) => name === 'attempt')

it('an attempt is in the trace of the request, however late and by any delivery', async () => {
  const accepted = await traced(() => accept({ userId: newUser(), message: unique('hello') }))
  const { payload } = completionMessage(accepted.job_id, accepted.conversation_id)
  // As QStash, Inngest and the Postgres queue deliver it: in a separate request, or in none.
  await deliver('completion', payload, 0)
  expect(attempts()).toEqual([
    {
      name: 'attempt',
      kind: 'consumer',
      parent: { traceparent, tracestate: 'vendor=it' },
      attributes: expect.objectContaining({ 'gpts.job.id': accepted.job_id, 'gpts.attempt.number': 1 }),
    },
  ])
  const calls = spans.filter(({ name }) => name.startsWith('chat '))
  expect(calls).toHaveLength(1)
})

it('a job of a request without a trace has no trace', async () => {
  const accepted = await accept({ userId: newUser(), message: unique('hello') })
  await run(accepted)
  expect(attempts().map(({ parent }) => parent)).toEqual([undefined])
})
