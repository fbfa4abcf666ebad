import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Operation, operation } from '#lib/api/operation'
import { serveMcp } from '#lib/mcp/serve'
import { useServices } from '#tests/support/lib-services'
import { secrets } from '#tests/support/secrets'

beforeAll(async () => {
  await useServices()
})

const common = { summary: 'For a test.', consequential: false, access: ['chat'] as const }
const data = z.object({ jobId: z.string() })

/** An operation that starts a job which never ends, one that cancels it, and a record of their calls. */
function endless() {
  const seen = { begun: 0, resumed: [] as string[], cancelled: [] as string[] }
  const begin = operation({
    ...common,
    id: 'begin',
    method: 'POST',
    path: '/api/begin',
    body: z.strictObject({ wait: z.number().optional() }),
    responses: { 200: data, 202: data },
    run: async () => {
      seen.begun++
      return { status: 202, message: 'Begun.', data: { jobId: `job_${seen.begun}` } }
    },
    resume: async (jobId) => {
      seen.resumed.push(jobId)
      return new Promise(() => {})
    },
  })
  const cancelJob = operation({
    ...common,
    id: 'cancelJob',
    method: 'POST',
    path: '/api/jobs/{id}/cancel',
    params: z.strictObject({ id: z.string() }),
    responses: { 200: data },
    run: async ({ id }) => {
      seen.cancelled.push(id)
      return { status: 200, message: 'Cancelled.', data: { jobId: id } }
    },
  })
  return { seen, begin, cancelJob }
}

/** A client whose requests go to the handlers in this process. `cut` aborts the open requests. */
async function connect(mode: 'legacy' | { pin: string }, operations: Operation[]) {
  const handlers = serveMcp(operations)
  const network = new AbortController()
  const fetch = (url: string | URL, init: RequestInit = {}) => {
    const signal = AbortSignal.any([network.signal, ...(init.signal ? [init.signal] : [])])
    const request = new Request(url, { ...init, signal })
    return handlers[request.method as keyof typeof handlers](request, { params: Promise.resolve({}) })
  }
  const client = new Client({ name: 'tests', version: '1.0.0' }, { versionNegotiation: { mode } })
  const requestInit = { headers: { authorization: `Bearer ${secrets.apiKey}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL('http://host/mcp'), { fetch, requestInit }))
  return { client, cut: () => network.abort() }
}

/** Calls `begin`, and runs `end` when a progress notification shows that it has started. */
async function callUntil(client: Client, end: (abort: AbortController) => void): Promise<void> {
  const abort = new AbortController()
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  const options = { signal: abort.signal, onprogress: () => resolve() }
  const call = client.callTool({ name: 'begin', arguments: {} }, options).catch(() => {})
  await begun
  end(abort)
  if (abort.signal.aborted) await call
}

describe('a cancelled call', () => {
  it.each([
    ['by closing the request', { pin: '2026-07-28' }],
    ['by a notification, as older clients do', 'legacy'],
  ] as const)('%s cancels its job, which was started once', async (_, mode) => {
    const { seen, begin, cancelJob } = endless()
    const { client } = await connect(mode, [begin, cancelJob])
    await callUntil(client, (abort) => abort.abort())
    await expect.poll(() => seen.cancelled).toEqual(['job_1'])
    expect(seen).toMatchObject({ begun: 1, resumed: ['job_1'] })
  })

  it('does not cancel another client’s call with the same request id', async () => {
    const [mine, other] = [endless(), endless()]
    const [one, two] = [
      await connect('legacy', [mine.begin, mine.cancelJob]),
      await connect('legacy', [other.begin, other.cancelJob]),
    ]
    await callUntil(two.client, () => {})
    await callUntil(one.client, (abort) => abort.abort())
    await expect.poll(() => mine.seen.cancelled).toEqual(['job_1'])
    expect(other.seen.cancelled).toEqual([])
  })

  it('only ends the wait when there is no operation to cancel the job', async () => {
    const { seen, begin } = endless()
    const { client } = await connect({ pin: '2026-07-28' }, [begin])
    await callUntil(client, (abort) => abort.abort())
    expect(seen).toEqual({ begun: 1, resumed: ['job_1'], cancelled: [] })
  })
})

describe('a request whose connection breaks', () => {
  it('does not cancel the job of an older client', async () => {
    const { seen, begin, cancelJob } = endless()
    const first = await connect('legacy', [begin, cancelJob])
    await callUntil(first.client, () => first.cut())
    const second = await connect('legacy', [begin, cancelJob])
    await callUntil(second.client, (abort) => abort.abort())
    await expect.poll(() => seen.cancelled.length).toBe(1)
    expect(seen.cancelled).toEqual(['job_2'])
  })
})
