import { Cron } from 'croner'
import { expect, it } from 'vitest'
import { schedules } from '#lib/queue/schedules'

const from = new Date('2026-11-28T10:00:30Z')

it.each(schedules)(
  '$worker fires by cron only at times at which it also fires by seconds',
  ({ cron, everySeconds, offsetSeconds }) => {
    const times = new Cron(cron, { timezone: 'UTC' }).nextRuns(3, from).map((date) => date.getTime() / 1000)
    expect(times.map((time) => (time - offsetSeconds) % everySeconds)).toEqual([0, 0, 0])
  },
)

it('a day without work needs less than a third of the messages in QStash’s free plan', () => {
  const tomorrow = from.getTime() + 86_400_000
  const firings = schedules.flatMap(({ cron }) =>
    new Cron(cron, { timezone: 'UTC' }).nextRuns(2_000, from).filter((date) => date.getTime() < tomorrow),
  )
  expect(firings.length).toBeLessThan(1_000 / 3)
})
