import { describe, expect, it } from 'vitest'
import { receiver, startServer, startWorker, until } from './support.ts'

describe('schedules', () => {
  it('are listed as created', async () => {
    const { client } = await startServer()
    const { scheduleId } = await client.schedules.create({
      destination: 'https://example.com/',
      body: '{"hello":"world"}',
      retries: 5,
      cron: '*/10 * * * * ',
    })
    expect(await client.schedules.list()).toMatchObject([
      { scheduleId, cron: '*/10 * * * *', destination: 'https://example.com/', body: '{"hello":"world"}' },
    ])
  })

  it('send a signed message with the schedule id at each time', async () => {
    const { client } = await startServer({ cronsWithSeconds: true })
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
  })

  it.each(['', 'often', '* * * *', '61 * * * *', '* * * * * *'])(
    'reject the cron expression %j with 400',
    async (cron) => {
      const { client } = await startServer()
      const created = client.schedules.create({ destination: 'https://example.com', cron })
      await expect(created).rejects.toMatchObject({ status: 400 })
      expect(await client.schedules.list()).toEqual([])
    },
  )

  it('are replaced by a new schedule with the same id, unless the new one is invalid', async () => {
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
  })
})
