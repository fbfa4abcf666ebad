import { describe, expect, it } from 'vitest'
import { receiver, startServer, startWorker, until } from './support.ts'

describe('schedules', () => {
  it('show what they were created with, in the SDK form', async () => {
    const { client } = await startServer()
    const { scheduleId } = await client.schedules.create({
      destination: 'https://example.com/',
      body: '{"hello":"world"}',
      headers: { 'test-header': 'v', 'Upstash-Forward-bypass': 'b' },
      method: 'GET',
      callback: 'https://example.com/callback',
      failureCallback: 'https://example.com/failure',
      delay: 10,
      retries: 5,
      retryDelay: '1000',
      queueName: 'q',
      label: ['a', 'b'],
      flowControl: { key: 'k', parallelism: 2, rate: 3, period: '1d' },
      cron: '*/10 * * * * ',
    })
    const schedule = await client.schedules.get(scheduleId)
    expect(schedule).toMatchObject({
      scheduleId,
      cron: '*/10 * * * *',
      destination: 'https://example.com/',
      method: 'GET',
      body: '{"hello":"world"}',
      callback: 'https://example.com/callback',
      failureCallback: 'https://example.com/failure',
      delay: 10,
      retries: 5,
      retryDelayExpression: '1000',
      queueName: 'q',
      label: 'a',
      labels: ['a', 'b'],
      flowControlKey: 'k',
      parallelism: 2,
      rate: 3,
      ratePerSecond: 3,
      period: 86_400,
      isPaused: false,
    })
    expect(schedule.header).toEqual({
      'Content-Type': ['application/json'],
      Bypass: ['b'],
      'Test-Header': ['v'],
    })
    expect((schedule.nextScheduleTime ?? 0) % 600_000).toBe(0)
    expect(schedule.nextScheduleTime).toBeGreaterThan(schedule.createdAt)
  })

  it('send a signed message with the schedule id at each firing, and record its fate', async () => {
    const { client } = await startServer({ timeScale: 0.5 })
    const worker = await startWorker()
    const { scheduleId } = await client.schedules.create({
      destination: worker.url,
      body: 'tick',
      cron: '* * * * * *',
    })
    await until(() => worker.received.length > 0)
    const [got] = worker.received
    expect(got?.headers['upstash-schedule-id']).toBe(scheduleId)
    const signature = String(got?.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body: 'tick', url: worker.url })).resolves.toBe(true)
    await until(async () => {
      const { lastScheduleStates = {} } = await client.schedules.get(scheduleId)
      return lastScheduleStates[String(got?.headers['upstash-message-id'])] === 'SUCCESS'
    })
    const { lastScheduleTime = 0, createdAt } = await client.schedules.get(scheduleId)
    expect(lastScheduleTime).toBeGreaterThanOrEqual(createdAt)
  })

  it('send nothing while paused', async () => {
    const { client } = await startServer({ timeScale: 0.5 })
    const worker = await startWorker()
    const create = (name: string) =>
      client.schedules.create({ scheduleId: name, destination: `${worker.url}/${name}`, cron: '* * * * * *' })
    await create('paused')
    await client.schedules.pause({ schedule: 'paused' })
    worker.received.length = 0
    await create('running')
    await until(() => worker.received.length > 0)
    expect(worker.received.map(({ url }) => url)).toEqual(['/running'])
    expect((await client.schedules.get('paused')).isPaused).toBe(true)
    await client.schedules.resume({ schedule: 'paused' })
    await until(() => worker.received.some(({ url }) => url === '/paused'))
  })

  it('read CRON_TZ as the time zone of the expression', async () => {
    const { client } = await startServer()
    const nextHour = async (cron: string) => {
      const { scheduleId } = await client.schedules.create({ destination: 'https://example.com', cron })
      return new Date((await client.schedules.get(scheduleId)).nextScheduleTime ?? 0).getUTCHours()
    }
    expect(await nextHour('CRON_TZ=Asia/Tokyo 0 4 * * *')).toBe(19)
    expect(await nextHour('CRON_TZ=UTC 0 4 * * *')).toBe(4)
  })

  it.each(['', 'often', '* * * *', '61 * * * *', '* * * * * *', 'CRON_TZ=Mars/Base * * * * *'])(
    'refuse the cron expression %j with 400',
    async (cron) => {
      const { client } = await startServer()
      await expect(
        client.schedules.create({ destination: 'https://example.com', cron }),
      ).rejects.toMatchObject({
        status: 400,
      })
      expect(await client.schedules.list()).toEqual([])
    },
  )

  it('are replaced by a new one with their id, unless that one is invalid', async () => {
    const { client } = await startServer()
    const create = (destination: string, cron: string) =>
      client.schedules.create({ scheduleId: 'mine', destination, cron })
    await create('https://example.com/1', '1 1 1 1 1')
    await create('https://example.com/2', '2 2 2 2 2')
    await expect(create('https://example.com/3', 'never')).rejects.toMatchObject({ status: 400 })
    const listed = await client.schedules.list()
    expect(listed.map(({ destination, cron }) => [destination, cron])).toEqual([
      ['https://example.com/2', '2 2 2 2 2'],
    ])
    expect(listed[0]?.nextScheduleTime).toBeGreaterThan(0)
  })

  it('are gone once deleted', async () => {
    const { client } = await startServer()
    const { scheduleId } = await client.schedules.create({
      destination: 'https://example.com',
      cron: '@hourly',
    })
    await client.schedules.delete(scheduleId)
    expect(await client.schedules.list()).toEqual([])
    await expect(client.schedules.get(scheduleId)).rejects.toMatchObject({ status: 404 })
    await expect(client.schedules.delete(scheduleId)).rejects.toMatchObject({ status: 404 })
  })
})
