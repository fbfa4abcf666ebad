import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { processId } from '#lib/process-id'
import { ownProcess } from '#lib/queue/postgres/machine'
import {
  beat,
  claimSchedules,
  endSchedule,
  findLag,
  freeDead,
  lookForDue,
  releaseOwn,
} from '#lib/queue/postgres/store'
import { tunables } from '#lib/tunables'
import { accept, age, claim, completedWith, jobRow } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'

let services: Services
const address = ownProcess()

beforeAll(async () => {
  services = await useServices()
  process.env.QUEUE = 'postgres'
})
beforeEach(async () => {
  await services.database.query(`truncate processes, schedules, users cascade`)
})

const query = async <T extends object>(text: string, values: unknown[] = []) =>
  (await services.database.query(text, values)).rows as T[]

/** Another process, whose last heartbeat is this many seconds old. */
const addProcess = (id: string, silentSeconds: number, machine = 'another') =>
  query(
    `insert into processes (id, host, machine, pid, pid_started, heartbeat_at)
     values ($1, 'host', $3, 1, '1', now() - make_interval(secs => $2))`,
    [id, silentSeconds, machine],
  )

/** A job that runs in a process. */
async function runIn(process: string): Promise<string> {
  const { job_id } = await accept()
  await claim(job_id)
  await query('update jobs set process_id = $2 where id = $1', [job_id, process])
  return job_id
}
const dead = tunables.processDeadSeconds

it('a heartbeat registers its process, also after others removed it as dead', async () => {
  expect(await beat(address)).toEqual({ registered: true, hasDead: false, neighbours: [] })
  expect(await beat(address)).toMatchObject({ registered: false })
  await query('delete from processes')
  expect(await beat(address)).toMatchObject({ registered: true })
})

it('a heartbeat returns the other processes of its machine, and whether any process is dead', async () => {
  await addProcess('proc_near', 0, address.machine!)
  await addProcess('proc_far', dead / 3)
  expect(await beat(address)).toEqual({
    registered: true,
    hasDead: false,
    neighbours: [{ id: 'proc_near', pid: 1, pidStarted: '1' }],
  })
  await addProcess('proc_dead', dead)
  expect(await beat(address)).toMatchObject({ hasDead: true })
})

it('a claim stores the id of its process', async () => {
  const { job_id } = await accept()
  await claim(job_id)
  expect(await jobRow(services.database, job_id)).toMatchObject({ process_id: processId })
})

it('freeDead frees the jobs of dead processes, and no others', async () => {
  await beat(address)
  await addProcess('proc_alive', dead / 3)
  await addProcess('proc_dead', dead)
  await addProcess('proc_gone', 0)
  const [own, alive] = [await runIn(processId), await runIn('proc_alive')]
  const freed = [await runIn('proc_dead'), await runIn('proc_gone'), await runIn('proc_removed_before')]
  expect(await freeDead(['proc_gone'])).toEqual({ processes: 2, jobs: 3, deliveries: 0 })
  expect(await freeDead(['proc_gone'])).toEqual({ processes: 0, jobs: 0, deliveries: 0 })
  for (const id of freed) await expect(claim(id)).resolves.toMatchObject({ job: { attempt: 2 } })
  for (const id of [own, alive]) await expect(claim(id)).rejects.toThrow('taken')
})

it('a process that counted as dead can still store its answer until another attempt has begun', async () => {
  const [first, second] = [await runIn('proc_dead'), await runIn('proc_dead')]
  await freeDead([])
  await claim(second)
  expect(await settleAttempt({ id: first, attempt: 1 }, completedWith('late'))).toBeDefined()
  expect(await settleAttempt({ id: second, attempt: 1 }, completedWith('late'))).toBeUndefined()
})

it('freeDead frees each dead process once for several calls at once', async () => {
  await addProcess('proc_dead', dead)
  await Promise.all([runIn('proc_dead'), runIn('proc_dead')])
  const freed = await Promise.all([freeDead([]), freeDead([]), freeDead([])])
  expect(freed.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(2)
  expect(freed.reduce((sum, { processes }) => sum + processes, 0)).toBe(1)
})

it('freeDead frees the deliveries of dead processes', async () => {
  const id = await runIn('proc_dead')
  await query(
    `insert into webhook_deliveries (id, job_id, event, url, attempt, lease_until, process_id)
     values ('msg_1', $1, 'job.completed', 'http://localhost', 1, now() + interval '1 minute', 'proc_dead')`,
    [id],
  )
  expect(await freeDead([])).toMatchObject({ jobs: 1, deliveries: 1 })
  expect(await lookForDue()).toMatchObject({ jobs: true, deliveries: true })
})

it('releaseOwn queues its own jobs again without counting the attempt, and removes its row', async () => {
  await beat(address)
  const [own, other] = [await runIn(processId), await runIn('proc_alive')]
  expect(await releaseOwn()).toBe(1)
  expect(await jobRow(services.database, own)).toMatchObject({
    status: 'queued',
    attempt: 1,
    uncounted_attempts: 1,
    process_id: null,
  })
  expect(await jobRow(services.database, other)).toMatchObject({ status: 'running' })
  expect(await query('select id from processes')).toEqual([])
})

it('lookForDue finds due work, and work that is due before the next look', async () => {
  const nothing = { jobs: false, deliveries: false, nextInSeconds: null }
  expect(await lookForDue()).toEqual(nothing)
  const { job_id } = await accept()
  expect(await lookForDue()).toMatchObject({ jobs: true })
  await query(`update jobs set next_attempt_at = now() + interval '1 hour'`)
  expect(await lookForDue()).toEqual(nothing)
  // On a busy machine, the job may already be due.
  await vi.waitFor(async () => {
    await query(`update jobs set next_attempt_at = now() + interval '0.9 seconds'`)
    const soon = await lookForDue()
    expect(soon).toMatchObject({ jobs: false })
    expect(soon.nextInSeconds).toBeGreaterThan(0)
  }, 60_000)
  await query('update jobs set next_attempt_at = now()')
  await claim(job_id)
  expect(await lookForDue()).toEqual(nothing)
  await age(services.database, job_id, tunables.leaseSeconds)
  expect(await lookForDue()).toMatchObject({ jobs: true })
})

it('findLag measures how long the oldest due job waits, without jobs that wait for their turn', async () => {
  expect(await findLag()).toEqual({ processes: 0, lagSeconds: 0 })
  await beat(address)
  const { job_id, conversation_id: conversationId } = await accept({ userId: 'u' })
  const second = await accept({ userId: 'u', conversationId })
  await age(services.database, second.job_id, 90)
  await age(services.database, job_id, 30)
  const { processes, lagSeconds } = await findLag()
  expect(processes).toBe(1)
  expect(lagSeconds).toBeGreaterThanOrEqual(30)
  expect(lagSeconds).toBeLessThan(90)
})

/** Half an hour ago, so that the schedule does not fire during a test. */
const firedMinute = (new Date().getUTCMinutes() + 30) % 60
const hourly = [{ worker: 'rollup', everySeconds: 3_600, offsetSeconds: firedMinute * 60 }]

it('a schedule that has fired is claimed by one process, and only once', async () => {
  await beat(address)
  const claims = await Promise.all([claimSchedules(hourly), claimSchedules(hourly)])
  // Both calls are of this process, which may claim a schedule that it holds again: the scheduler knows what it runs.
  const [due] = claims.flat()
  expect(due!.name).toBe('rollup')
  await addProcess('proc_other', 0)
  await query(`update schedules set process_id = 'proc_other'`)
  expect(await claimSchedules(hourly)).toEqual([])
  await query(`update schedules set process_id = null`)
  const [again] = await claimSchedules(hourly)
  await endSchedule('rollup', again!.firedAt)
  expect(await claimSchedules(hourly)).toEqual([])
})

it('a run of a dead process is taken over, and one run makes up for all missed firings', async () => {
  await beat(address)
  await query(`insert into schedules values ('rollup', now() - interval '10 hours', 'proc_dead')`)
  const [due] = await claimSchedules(hourly)
  expect(new Date(due!.firedAt).getUTCMinutes()).toBe(firedMinute)
  expect(Date.now() - new Date(due!.firedAt).getTime()).toBeLessThan(3_600_000)
  await endSchedule('rollup', due!.firedAt)
  expect(await claimSchedules(hourly)).toEqual([])
})

it('endSchedule does not end a run that another process has taken over', async () => {
  await beat(address)
  const [due] = await claimSchedules(hourly)
  await query(`update schedules set process_id = 'proc_other'`)
  await endSchedule('rollup', due!.firedAt)
  expect(await query(`select process_id, ran_for = 'epoch' as "neverRan" from schedules`)).toEqual([
    { process_id: 'proc_other', neverRan: true },
  ])
})
