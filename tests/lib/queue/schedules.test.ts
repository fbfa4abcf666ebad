import { Cron } from 'croner'
import { expect, it } from 'vitest'
import { schedules } from '#lib/queue/schedules'

it.each(schedules)(
  '$worker fires at the same times by cron and by seconds',
  ({ cron, everySeconds, offsetSeconds }) => {
    const from = new Date('2026-11-28T10:00:30Z')
    const byCron = new Cron(cron, { timezone: 'UTC' }).nextRuns(3, from).map((date) => date.getTime() / 1000)
    const first =
      Math.ceil((from.getTime() / 1000 - offsetSeconds) / everySeconds) * everySeconds + offsetSeconds
    expect(byCron).toEqual([0, 1, 2].map((n) => first + n * everySeconds))
  },
)
