import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { queue } from '#lib/queue/index'
import { inngest, messageEvent } from '#lib/queue/inngest'
import { tunables } from '#lib/tunables'
import { type InngestServer, startInngest } from '#tests/support/inngest'
import { listenLocally } from '#tests/support/listen'
import { inngestKeys } from '#tests/support/secrets'
import { inngestVars } from '#tests/support/services'

let server: InngestServer
beforeAll(async () => {
  server = await startInngest(inngestKeys)
  Object.assign(process.env, inject('appVars'), inngestVars(server))
})
afterAll(() => server?.close())

const message = () => ({
  worker: 'completion' as const,
  payload: { jobId: `job_${crypto.randomUUID()}`, conversationId: 7 },
})
const sentFor = (jobId: string) => server.events().filter(({ data }) => data.jobId === jobId)

/** The queue of a process that is configured with these variables instead. */
async function queueWith(vars: Record<string, string>) {
  onTestFinished(() => {
    vi.unstubAllEnvs()
    vi.resetModules()
  })
  for (const [name, value] of Object.entries(vars)) vi.stubEnv(name, value)
  vi.resetModules()
  return (await import('#lib/queue/inngest')).inngest()
}

describe('publish', () => {
  it('sends the worker’s event with only a pointer to the job', async () => {
    const sent = message()
    await queue().publish([sent])
    const [event] = sentFor(sent.payload.jobId)
    expect(event).toMatchObject({ name: 'gpts/worker.completion', data: sent.payload })
    expect(Object.keys(event!).sort()).toEqual(['data', 'id', 'name', 'ts'])
    expect(event!.ts).toBeLessThanOrEqual(Date.now())
  })

  it('sends a whole batch of the sweep in one call', async () => {
    const calls: string[] = []
    const counting = createServer((request, response) => {
      calls.push(request.url ?? '')
      request.resume().on('end', () => response.end('{}'))
    })
    const port = await listenLocally(counting)
    onTestFinished(() => void counting.close())
    const other = await queueWith({ INNGEST_BASE_URL: `http://127.0.0.1:${port}` })
    await other.publish(Array.from({ length: tunables.sweepBatch }, message))
    expect(calls).toEqual([`/e/${inngestKeys.eventKey}`])
  })

  it('sends every message of a batch', async () => {
    const sent = Array.from({ length: tunables.sweepBatch }, message)
    await inngest().publish(sent)
    for (const { payload } of sent) expect(sentFor(payload.jobId)).toHaveLength(1)
  })

  it('sends a delayed message with the time at which it is due', async () => {
    const sent = message()
    const before = Date.now()
    await inngest().publish([sent], { delaySeconds: 600 })
    const [event] = sentFor(sent.payload.jobId)
    expect(event!.ts).toBeGreaterThanOrEqual(before + 600_000)
    expect(event!.ts).toBeLessThanOrEqual(Date.now() + 600_000)
  })

  it('does nothing without messages', async () => {
    const before = server.events().length
    await inngest().publish([])
    expect(server.events()).toHaveLength(before)
  })

  it('fails when Inngest rejects the key', async () => {
    const other = await queueWith({ INNGEST_EVENT_KEY: 'another key/?#' })
    const sent = message()
    await expect(other.publish([sent])).rejects.toThrow('401')
    expect(sentFor(sent.payload.jobId)).toEqual([])
  })

  it('fails after a timeout, with an error that does not contain the key', async () => {
    const silent = createServer(() => {})
    const port = await listenLocally(silent)
    onTestFinished(() => {
      silent.closeAllConnections()
      silent.close()
    })
    const other = await queueWith({ INNGEST_BASE_URL: `http://127.0.0.1:${port}` })
    const error = await other.publish([message()]).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ name: 'TimeoutError' })
    expect(String(error)).not.toContain(inngestKeys.eventKey)
  })
})

describe('cancel', () => {
  it('sends the event that ends the runs of the job', async () => {
    const { jobId } = message().payload
    await queue().cancel(jobId)
    expect(sentFor(jobId)).toMatchObject([{ name: 'gpts/job.cancelled', data: { jobId } }])
  })
})

describe('ping', () => {
  it('resolves while the server runs, and rejects when it does not', async () => {
    await expect(inngest().ping(AbortSignal.timeout(60_000))).resolves.toEqual({})
    const gone = await startInngest(inngestKeys)
    await gone.close()
    const other = await queueWith({ INNGEST_BASE_URL: gone.url })
    await expect(other.ping(AbortSignal.timeout(60_000))).rejects.toThrow()
  })
})

it('each worker’s event is named after the worker', () => {
  expect(messageEvent('sweep')).toBe('gpts/worker.sweep')
})
