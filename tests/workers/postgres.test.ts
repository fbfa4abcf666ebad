import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { postgres } from '#lib/queue/postgres'
import { accept } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { startReceiver } from '#tests/support/receiver'
import { startTcpProxy } from '#tests/support/tcp-proxy'
import { killWorkerProcesses, startWorkerProcess } from '#tests/support/worker-process'

// On a busy machine each process takes seconds to start.
vi.setConfig({ testTimeout: 120_000 })

let services: Services

beforeAll(async () => {
  services = await useServices()
  process.env.QUEUE = 'postgres'
})
afterEach(async () => {
  await killWorkerProcesses()
  // A test's open jobs must not become work of the next test.
  await services.database.query(`update jobs set status = 'failed', lease_until = null, finished_at = now()
                                 where status in ('queued', 'running')`)
  await services.database.query('delete from processes')
})

const query = async <T extends object>(text: string, values: unknown[] = []) =>
  (await services.database.query(text, values)).rows as T[]

async function statusOf(jobId: string): Promise<{ status: string; attempt: number }> {
  const [row] = await query<{ status: string; attempt: number }>(
    'select status, attempt from jobs where id = $1',
    [jobId],
  )
  return row!
}
const untilStatus = (jobId: string, status: string) =>
  expect.poll(() => statusOf(jobId).then((row) => row.status), { interval: 20 }).toBe(status)
const untilCalled = (message: string, times = 1) =>
  expect.poll(() => services.model.calls(message).length, { interval: 10 }).toBe(times)
const processes = () =>
  query<{ id: string; pid: number }>('select id, pid from processes order by started_at')

/** Moves the heartbeat of a process back, as if the process had been silent. */
const silence = (pid: number, seconds: number) =>
  query('update processes set heartbeat_at = heartbeat_at - make_interval(secs => $2) where pid = $1', [
    pid,
    seconds,
  ])

it('answers a job whose notification was lost', async () => {
  await startWorkerProcess()
  const { job_id } = await accept({ message: unique('never told') })
  await untilStatus(job_id, 'completed')
})

it('answers a job that another process publishes', async () => {
  await startWorkerProcess()
  const { job_id: jobId, conversation_id: conversationId } = await accept()
  await postgres().publish([{ worker: 'completion', payload: { jobId, conversationId } }])
  await untilStatus(jobId, 'completed')
})

it('a process that starts on the same machine runs the jobs of a killed process at once', async () => {
  const first = await startWorkerProcess()
  const message = script(unique('killed'), { broken: 'hang' }, { answer: 'after all' })
  const { job_id } = await accept({ message })
  await untilCalled(message)
  await first.end('SIGKILL')
  expect(await statusOf(job_id)).toEqual({ status: 'running', attempt: 1 })

  await startWorkerProcess()
  await untilStatus(job_id, 'completed')
  expect(await statusOf(job_id)).toEqual({ status: 'completed', attempt: 2 })
  expect((await processes()).length).toBe(1)
})

it('runs the jobs of a process on another machine when its heartbeat has stopped', async () => {
  const first = await startWorkerProcess()
  await query(`update processes set machine = 'another'`)
  const message = script(unique('far away'), { broken: 'hang' }, { answer: 'after all' })
  const { job_id } = await accept({ message })
  await untilCalled(message)
  first.signal('SIGSTOP')
  const second = await startWorkerProcess()
  expect(await statusOf(job_id)).toEqual({ status: 'running', attempt: 1 })

  await silence(first.pid, 15)
  await untilStatus(job_id, 'completed')
  expect(await statusOf(job_id)).toEqual({ status: 'completed', attempt: 2 })
  expect((await processes()).map(({ pid }) => pid)).toEqual([second.pid])

  // It was only paused: it continues, registers again, and overwrites nothing of the other attempt.
  first.signal('SIGCONT')
  await expect.poll(async () => (await processes()).length).toBe(2)
  await expect.poll(first.events).toContain('process.registered_again')
  expect(await query('select content from messages where job_id = $1', [job_id])).toEqual([
    { content: 'after all' },
  ])
})

it('does not take jobs from others when all heartbeats are old, as after an outage of the database', async () => {
  const first = await startWorkerProcess()
  await query(`update processes set machine = 'another'`)
  const message = script(unique('outage'), { answer: 'once', held: true })
  const { job_id } = await accept({ message })
  await untilCalled(message)
  await silence(first.pid, 15)
  await startWorkerProcess()
  services.model.release(message)
  await untilStatus(job_id, 'completed')
  expect(await statusOf(job_id)).toEqual({ status: 'completed', attempt: 1 })
  expect(first.events()).not.toContain('process.registered_again')
})

it('gives the jobs of a process that is cut off from the database to another, and lets it register again', async () => {
  const { port } = new URL(process.env.DATABASE_URL!)
  const network = await startTcpProxy({ port: Number(port) })
  try {
    const throughProxy = Object.assign(new URL(process.env.DATABASE_URL!), { port: network.port }).href
    const first = await startWorkerProcess({ DATABASE_URL: throughProxy })
    const message = script(unique('cut off'), { answer: 'kept', held: true }, { answer: 'asked again' })
    const { job_id } = await accept({ message })
    await untilCalled(message)
    network.cut()
    services.model.release(message)
    await expect.poll(first.events, { timeout: 60_000 }).toContain('attempt.spilled')
    await query(`update processes set machine = 'another'`)
    await silence(first.pid, 15)
    const second = await startWorkerProcess()
    await untilStatus(job_id, 'completed')
    expect((await processes()).map(({ pid }) => pid)).toEqual([second.pid])

    // Its open connections stay silent, and it still has to store the answer.
    network.restore()
    await expect.poll(first.events, { timeout: 60_000 }).toContain('process.registered_again')
    const rows = await query('select content from messages where job_id = $1', [job_id])
    expect(rows).toEqual([{ content: 'kept' }])
    expect(services.model.calls(message)).toHaveLength(1)
  } finally {
    await network.close()
  }
})

it('completes the open jobs after every process was killed, without waiting for their leases', async () => {
  const old = await Promise.all([startWorkerProcess(), startWorkerProcess()])
  const name = unique('all killed')
  const message = (n: number) => script(`${name} ${n}.`, { broken: 'hang' }, { answer: 'after all' })
  const jobs = await Promise.all(Array.from({ length: 40 }, (_, n) => accept({ message: message(n) })))
  await untilCalled(name, 40)
  await Promise.all(old.map((process) => process.end('SIGKILL')))
  await query(`update jobs set lease_until = lease_until + interval '1 hour' where status = 'running'`)

  await startWorkerProcess()
  const open = () => query(`select id from jobs where id = any($1) and status <> 'completed'`, [ids])
  const ids = jobs.map(({ job_id }) => job_id)
  await expect.poll(async () => (await open()).length).toBe(0)
  expect(services.model.calls(name)).toHaveLength(80)
})

it('sends webhooks, and retries them when due', async () => {
  const receiver = await startReceiver()
  try {
    await startWorkerProcess()
    const callbackUrl = receiver.url(500, 200)
    const { job_id } = await accept({ message: unique('with a webhook'), callbackUrl })
    await receiver.until(callbackUrl, 1)
    await expect
      .poll(() =>
        query(`select id from webhook_deliveries where job_id = $1 and lease_until is null`, [job_id]),
      )
      .toHaveLength(1)
    await query(`update webhook_deliveries set next_attempt_at = now()`)
    await receiver.until(callbackUrl, 2)
  } finally {
    await receiver.close()
  }
})

it('runs each scheduled time once, in any one process, and in another when that process dies', async () => {
  await query('delete from schedules')
  const [one, two] = await Promise.all([startWorkerProcess(), startWorkerProcess()])
  const ran = () => [one, two].flatMap(({ events }) => events().filter((event) => event === 'rollup'))
  const done = () => query(`select name from schedules where process_id is null and ran_for > 'epoch'`)
  await expect.poll(async () => (await done()).length).toBe(2)
  await expect.poll(() => ran().length).toBe(1)

  // As if five times had been missed: one run makes up for them, in the remaining process.
  await one.end('SIGKILL')
  await query(`update schedules set ran_for = ran_for - interval '5 hours' where name = 'rollup'`)
  await expect.poll(() => ran().length).toBe(2)
  await expect.poll(async () => (await done()).length).toBe(2)
  expect(ran()).toHaveLength(2)
})

it('recovers when the database server closes all its connections', async () => {
  const worker = await startWorkerProcess()
  const listening = () =>
    query(`select pid from pg_stat_activity
                                 where datname = current_database() and query like 'listen%'`)
  await expect.poll(async () => (await listening()).length).toBe(1)
  await query(`select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()`)
  await expect.poll(worker.events).toContain('queue.listening')
  const { job_id } = await accept({ message: unique('after the cut') })
  await untilStatus(job_id, 'completed')
})

it('releases at shutdown the jobs that do not end in time, without counting the attempt', async () => {
  const first = await startWorkerProcess()
  const message = script(unique('given back'), { broken: 'hang' }, { answer: 'after all' })
  const { job_id } = await accept({ message })
  await untilCalled(message)
  const second = await startWorkerProcess()
  // The first signal waits for running jobs. The second does not.
  first.signal('SIGTERM')
  await expect.poll(first.events).toContain('worker.stopping')
  expect(await first.end('SIGTERM')).toBe(0)
  await untilStatus(job_id, 'completed')
  const [row] = await query('select attempt, uncounted_attempts from jobs where id = $1', [job_id])
  expect(row).toEqual({ attempt: 2, uncounted_attempts: 1 })
  expect((await processes()).map(({ pid }) => pid)).toEqual([second.pid])
})

it('completes at shutdown the jobs that end in time', async () => {
  const worker = await startWorkerProcess()
  const message = script(unique('in time'), { answer: 'done', delayMs: 500 })
  const { job_id } = await accept({ message })
  await untilCalled(message)
  expect(await worker.end('SIGTERM')).toBe(0)
  expect(await statusOf(job_id)).toEqual({ status: 'completed', attempt: 1 })
  expect(await processes()).toEqual([])
})

it('keeps the order of conversations under load, with several processes', async () => {
  await Promise.all([1, 2, 3].map(() => startWorkerProcess({ WORKER_CONCURRENCY: '4' })))
  const userIds = Array.from({ length: 12 }, () => newUser())
  const name = unique('in order')
  for (const turn of [1, 2, 3, 4, 5])
    await Promise.all(
      userIds.map((userId) => accept({ userId, sessionId: 'one', message: `${name} ${userId} ${turn}.` })),
    )
  const open = () => query(`select id from jobs where status not in ('completed', 'failed')`)
  await expect.poll(async () => (await open()).length).toBe(0)
  expect(services.model.calls(name)).toHaveLength(60)
  for (const userId of userIds) {
    const turns = services.model.calls(userId).map(({ messages }) => messages.at(-1)!.content.slice(-2))
    expect(turns).toEqual(['1.', '2.', '3.', '4.', '5.'])
  }
})
