import { beforeAll, describe, expect, it, vi } from 'vitest'
import { env, envOf } from '#lib/env'
import { findJob } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { type InngestServer, startInngest } from '#tests/support/inngest'
import { sign } from '#tests/support/inngest/signature'
import { accept, age, jobRow, outlive } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { inngestKeys } from '#tests/support/secrets'
import { inngestVars } from '#tests/support/services'
import { GET, POST, PUT, register } from '#workers/inngest'
import { workers } from '#workers/registry'

const fallbackKey = `signkey-test-${'fedcba9876543210'.repeat(4)}`
const strangerKey = `signkey-test-${'00112233445566778899aabbccddeeff'.repeat(2)}`

let services: Services
let inngest: InngestServer
const logged: string[] = []
beforeAll(async () => {
  services = await useServices()
  inngest = await startInngest(inngestKeys)
  // The development mode, which would accept unsigned calls, must have no effect.
  Object.assign(process.env, inngestVars(inngest), {
    INNGEST_SIGNING_KEY_FALLBACK: fallbackKey,
    INNGEST_DEV: '1',
  })
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line) => void logged.push(String(line)))
  return () => inngest.close()
})

type Call = {
  functionId?: string
  event?: { name: string; data?: unknown }
  attempt?: number
  /** The signed text, if it is not the body, and the key and time of the signature. */
  signature?: string | null
  key?: string
  body?: string
}

/** Calls a function as Inngest does. */
async function call({ functionId = 'gpts-completion', event, attempt = 0, key, signature, body }: Call) {
  const called = { name: 'gpts/worker.completion', data: {}, ts: Date.now(), ...event }
  const text =
    body ??
    JSON.stringify({
      version: -1,
      event: called,
      events: [called],
      steps: {},
      ctx: { run_id: 'run', fn_id: 'id', qi_id: 'item', attempt, stack: { stack: [], current: 0 } },
    })
  const headers = new Headers({ 'content-type': 'application/json' })
  const signed = signature === undefined ? sign(key ?? inngestKeys.signingKey, text) : signature
  if (signed !== null) headers.set('x-inngest-signature', signed)
  const url = `http://any.host/api/inngest?fnId=${functionId}&stepId=step`
  const response = await POST(new Request(url, { method: 'POST', headers, body: text }))
  const answer = await response.text()
  return { status: response.status, headers: response.headers, text: answer, body: JSON.parse(answer) }
}

type Accepted = Awaited<ReturnType<typeof accept>>
const eventOf = ({ job_id: jobId, conversation_id: conversationId }: Accepted) => ({
  name: 'gpts/worker.completion',
  data: { jobId, conversationId },
})
const sent = (jobId: string) => inngest.events().filter(({ data }) => data.jobId === jobId)

describe('the Inngest endpoint', () => {
  it('acknowledges a delivery that succeeded, and its repetition', async () => {
    const event = eventOf(await accept())
    expect(await call({ event })).toMatchObject({ status: 200, body: { kind: 'done' } })
    expect(await call({ event, attempt: 1 })).toMatchObject({ status: 200, body: { kind: 'duplicate' } })
  })

  it('asks for a redelivery after whole seconds', async () => {
    const headers = { 'retry-after-ms': '12300' }
    const accepted = await accept({ message: script('busy', { status: 429, headers }) })
    const answer = await call({ event: eventOf(accepted) })
    expect(answer.status).toBe(500)
    expect(answer.headers.get('retry-after')).toBe('13')
    expect(answer.headers.get('x-inngest-no-retry')).toBe('false')
    expect(sent(accepted.job_id)).toEqual([])
  })

  it('sends a new, delayed message when the redeliveries of this one are used up', async () => {
    const message = script('long', { status: 500, headers: { 'retry-after': '40' } })
    const accepted = await accept({ message })
    const event = eventOf(accepted)
    expect(await call({ event, attempt: tunables.deliveryRetriesMax - 1 })).toMatchObject({ status: 500 })
    await age(services.database, accepted.job_id, 40)
    const before = Date.now()
    expect(await call({ event, attempt: tunables.deliveryRetriesMax })).toMatchObject({
      status: 200,
      body: { kind: 'done' },
    })
    expect(sent(accepted.job_id)).toMatchObject([event])
    expect(sent(accepted.job_id)[0]!.ts).toBeGreaterThanOrEqual(before + 40_000)
  })

  it('asks for no redelivery of a job that failed for good', async () => {
    const accepted = await accept({ message: script('refused', { status: 401 }) })
    const answer = await call({ event: eventOf(accepted) })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-inngest-no-retry')).toBe('true')
    expect(answer.body).toMatchObject({ name: 'NonRetriableError', message: 'model_unauthorized' })
  })

  it('asks for no redelivery of an invalid payload', async () => {
    const answer = await call({ event: { name: 'gpts/worker.completion', data: { jobId: 7 } } })
    expect(answer.headers.get('x-inngest-no-retry')).toBe('true')
    expect(answer.body).toMatchObject({ message: 'invalid_payload' })
  })

  it('runs the sweep on its event and on schedule', async () => {
    const { job_id } = await accept()
    await age(services.database, job_id, tunables.redispatchSeconds + 1)
    const timer = { name: 'inngest/scheduled.timer', data: { cron: '*/5 * * * *' } }
    expect(await call({ functionId: 'gpts-sweep', event: timer })).toMatchObject({ status: 200 })
    expect(sent(job_id)).toHaveLength(1)
    const event = { name: 'gpts/worker.sweep', data: {} }
    expect(await call({ functionId: 'gpts-sweep', event })).toMatchObject({ status: 200 })
  })

  it('asks for a redelivery when the database fails, and hides the error from Inngest', async () => {
    const secret = `a secret ${crypto.randomUUID()}`
    const accepted = await accept({ message: secret })
    await services.database.query('alter table jobs rename to jobs_away')
    try {
      const answer = await call({ event: eventOf(accepted) })
      expect(answer.status).toBe(500)
      expect(answer.headers.get('x-inngest-no-retry')).toBe('false')
      expect(answer.body).toMatchObject({ name: 'Error', message: 'worker_failed' })
      expect(answer.text).not.toMatch(/relation|jobs_away|NeonDbError|postgres:/)
    } finally {
      await services.database.query('alter table jobs_away rename to jobs')
    }
    expect(await call({ event: eventOf(accepted) })).toMatchObject({ body: { kind: 'done' } })
    expect(logged.join()).toContain('"worker.failed"')
    expect(logged.join()).not.toContain(secret)
  })

  it('sends no message text to Inngest, whatever the outcome', async () => {
    const secret = `a secret ${crypto.randomUUID()}`
    for (const step of [{ answer: `${secret} answered` }, { status: 500 }, { status: 400 }] as const) {
      const accepted = await accept({ message: script(secret, step) })
      expect((await call({ event: eventOf(accepted) })).text).not.toContain(secret)
    }
    expect(JSON.stringify(inngest.events())).not.toContain(secret)
    expect(logged.join()).not.toContain(secret)
  })
})

describe('the failure handler', () => {
  const failure = (data: unknown, message = 'worker_failed') => ({
    functionId: 'gpts-completion-failure',
    event: {
      name: 'inngest/function.failed',
      data: {
        function_id: 'gpts-completion',
        run_id: 'run-1',
        error: { name: 'Error', message, stack: '' },
        event: { name: 'gpts/worker.completion', data },
      },
    },
  })

  it('logs a dead letter with only ids and codes', async () => {
    const { data } = eventOf(await accept())
    expect(await call(failure(data, 'http://host/?key=secret of somebody'))).toMatchObject({ status: 200 })
    const line = logged.find((each) => each.includes('"delivery.dead"') && each.includes(data.jobId))
    expect(JSON.parse(line!)).toMatchObject({
      worker: 'completion',
      runId: 'run-1',
      jobId: data.jobId,
      code: 'unknown',
    })
    expect(logged.join()).not.toContain('secret of somebody')
  })

  it('fails a job past its deadline at once, without the sweep', async () => {
    const accepted = await accept()
    await outlive(services.database, accepted.job_id)
    expect((await findJob(accepted.job_id))?.status).toBe('queued')
    await call(failure(eventOf(accepted).data))
    expect(await jobRow(services.database, accepted.job_id)).toMatchObject({ status: 'failed' })
  })

  it('accepts a failure without a job id', async () => {
    expect(await call(failure({}))).toMatchObject({ status: 200 })
    expect(await call({ ...failure({}), functionId: 'gpts-sweep-failure' })).toMatchObject({ status: 200 })
  })
})

describe('signatures', () => {
  it('of the signing key and of its fallback are accepted, for any order and spacing of the JSON', async () => {
    for (const key of [inngestKeys.signingKey, fallbackKey]) {
      const event = eventOf(await accept())
      const body = JSON.stringify(
        { steps: {}, version: -1, ctx: { run_id: 'r' }, events: [event], event },
        null,
        2,
      )
      expect(await call({ body, key })).toMatchObject({ status: 200, body: { kind: 'done' } })
    }
  })

  it('that are missing, foreign, old, from the future or of another body are refused, and nothing is done', async () => {
    const accepted = await accept()
    const event = eventOf(accepted)
    const now = Math.floor(Date.now() / 1000)
    const body = JSON.stringify({
      version: -1,
      event,
      events: [event],
      steps: {},
      ctx: { run_id: 'r', attempt: 0 },
    })
    const good = sign(inngestKeys.signingKey, body)
    const refused: Call[] = [
      { body, signature: null },
      { body, signature: '' },
      { body, signature: 'nonsense' },
      { body, signature: `t=${now}` },
      { body, signature: `t=${now}&s=` },
      { body, signature: good.replace(/s=.*/, `s=${'0'.repeat(64)}`) },
      { body, signature: good.replace(/t=\d+/, `t=${now + 1}`) },
      { body, key: strangerKey },
      { body, key: inngestKeys.eventKey },
      { body, signature: sign(inngestKeys.signingKey, body, now - 301) },
      { body, signature: sign(inngestKeys.signingKey, body, now + 302) },
      { body: body.replace('"attempt":0', '"attempt":1'), signature: good },
      { body: body.replace('conversationId":', 'conversationId":1'), signature: good },
      { body: 'not json', signature: good },
      { body: '{}', signature: good },
    ]
    for (const attempt of refused) {
      const answer = await call(attempt)
      expect([answer.status, answer.body.code]).toEqual([401, 'invalid_signature'])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
    expect(await jobRow(services.database, accepted.job_id)).toMatchObject({ status: 'queued', attempt: 0 })
    expect(await call({ body, signature: good })).toMatchObject({ status: 200, body: { kind: 'done' } })
  })

  it('are needed to inspect the endpoint and to register, and an anonymous caller learns nothing', async () => {
    const body = JSON.stringify({ url: 'https://evil.example/api/inngest' })
    const calls = [
      { method: 'GET', handler: GET },
      { method: 'PUT', handler: PUT, body },
      { method: 'PUT', handler: PUT, body, sync: 'in_band' },
      { method: 'PUT', handler: PUT },
    ]
    const registered = inngest.functions()
    for (const { method, handler, body = '', sync = 'out_of_band' } of calls)
      for (const signature of [undefined, 'nonsense', sign(strangerKey, body)]) {
        const headers = new Headers({ 'x-inngest-sync-kind': sync, host: 'evil.example' })
        if (signature) headers.set('x-inngest-signature', signature)
        const request = new Request('http://evil.example/api/inngest', {
          method,
          headers,
          body: body || null,
        })
        const response = await handler(request)
        const text = await response.text()
        expect([response.status, JSON.parse(text).code]).toEqual([401, 'invalid_signature'])
        expect(text).not.toMatch(/sign(ing_)?key|function_count|mode|hash/)
        expect([...response.headers.keys()].filter((name) => name.startsWith('x-inngest'))).toEqual([])
      }
    expect(inngest.functions()).toEqual(registered)
  })

  it('let Inngest ask the server to register, always at its public address, whatever the Host header', async () => {
    const body = JSON.stringify({ url: 'http://evil.example/api/inngest' })
    const headers = { host: 'evil.example', 'x-inngest-signature': sign(inngestKeys.signingKey, body) }
    const response = await PUT(
      new Request('http://evil.example/api/inngest', { method: 'PUT', headers, body }),
    )
    expect(response.status).toBe(200)
    const urls = inngest.functions().map(({ steps }) => steps.step!.runtime.url)
    expect(urls).toHaveLength(2 * Object.keys(workers).length)
    for (const url of urls) expect(url).toContain(`${env().PUBLIC_URL}/api/inngest?`)
  })

  it('let Inngest inspect the endpoint', async () => {
    const headers = { 'x-inngest-signature': sign(inngestKeys.signingKey, '') }
    const response = await GET(new Request('http://any.host/api/inngest', { headers }))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ mode: 'cloud', authentication_succeeded: true })
  })
})

describe('register', () => {
  it('registers every worker with Inngest at the public address, and can be repeated', async () => {
    expect(await register(envOf('inngest'))).toEqual(Object.keys(workers))
    expect(await register(envOf('inngest'))).toEqual(Object.keys(workers))
    const functions = inngest.functions()
    const [completion, failure] = functions
    const sweep = functions.find(({ id }) => id === 'gpts-sweep')
    expect(functions.map(({ id }) => id)).toEqual(
      Object.keys(workers).flatMap((worker) => [`gpts-${worker}`, `gpts-${worker}-failure`]),
    )
    expect(completion).toMatchObject({
      triggers: [{ event: 'gpts/worker.completion' }],
      cancel: [{ event: 'gpts/job.cancelled', if: 'event.data.jobId == async.data.jobId' }],
      steps: { step: { retries: { attempts: tunables.deliveryRetriesMax } } },
    })
    expect(failure!.triggers[0]!.event).toBe('inngest/function.failed')
    expect(sweep).toMatchObject({
      triggers: [{ event: 'gpts/worker.sweep' }, { cron: '*/5 * * * *' }],
      steps: { step: { retries: { attempts: 0 } } },
    })
    for (const { steps } of functions)
      expect(steps.step!.runtime.url.startsWith(`${env().PUBLIC_URL}/api/inngest?fnId=gpts-`)).toBe(true)
  })

  it('reports why Inngest rejected the functions', async () => {
    const stranger = await startInngest({ ...inngestKeys, signingKey: strangerKey })
    process.env.INNGEST_BASE_URL = stranger.url
    vi.resetModules()
    try {
      const fresh = await import('#workers/inngest')
      const config = (await import('#lib/env')).envOf('inngest')
      await expect(fresh.register(config)).rejects.toThrow('Unauthorized')
      await stranger.close()
      await expect(fresh.register(config)).rejects.toThrow('Inngest rejected the functions')
    } finally {
      process.env.INNGEST_BASE_URL = inngest.url
      vi.resetModules()
    }
  })
})
