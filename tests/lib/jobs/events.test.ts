import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  announce,
  announcement,
  type EndSubscription,
  listenForEnd,
  listenForLocalEnd,
  untilEnded,
} from '#lib/jobs/events'
import type { JobView } from '#lib/jobs/schema'
import { kv } from '#lib/kv/index'
import { useServices } from '#tests/support/lib-services'

beforeAll(async () => {
  await useServices()
})
const listening: EndSubscription[] = []
afterEach(() => {
  for (const subscription of listening.splice(0)) subscription.close()
})

const queued: JobView = {
  jobId: `job_${'0'.repeat(32)}`,
  status: 'queued',
  conversationId: 1,
  attempts: 0,
  createdAt: '2026-11-20T12:00:00.000Z',
}
const completed: JobView = {
  ...queued,
  status: 'completed',
  messageId: 2,
  response: 'done',
  usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 },
  model: 'fake-model',
  attempts: 1,
  finishedAt: '2026-11-20T12:00:01.000Z',
}
let jobs = 0
/** The job with a new id, and a subscription to its end. */
function withSubscription(job: JobView) {
  const own = { ...job, jobId: `job_${String(++jobs).padStart(32, '0')}` }
  const subscription = listenForEnd(own.jobId)
  listening.push(subscription)
  return { job: own, subscription }
}
/** A read that returns these jobs one after the other, and then always the last one. */
const reads = (...views: JobView[]) => {
  let at = 0
  return vi.fn(async () => views[Math.min(at++, views.length - 1)]!)
}
const inTime = () => Date.now() + 20_000
const soon = () => Date.now() + 50
const none: EndSubscription = { ready: Promise.resolve(false), ended: Promise.resolve(null), close: () => {} }
/** Announces the job as another process does. */
const announceElsewhere = (job: JobView) => {
  const { channel, message } = announcement(job)
  return kv().publish(channel, message)
}

describe('untilEnded', () => {
  it('returns the announced job without reading the database', async () => {
    const { job, subscription } = withSubscription(completed)
    const read = reads(queued)
    const ended = untilEnded(subscription, inTime(), read)
    await subscription.ready
    await announceElsewhere(job)
    expect(await ended).toEqual(job)
    expect(read).not.toHaveBeenCalled()
  })

  it('returns a job that was announced before the wait began', async () => {
    const { job, subscription } = withSubscription(completed)
    await subscription.ready
    await announce([job])
    expect(await untilEnded(subscription, inTime(), reads(queued))).toEqual(job)
  })

  it('returns the right job to every listener when several are announced', async () => {
    const [one, two] = [withSubscription(completed), withSubscription({ ...completed, status: 'failed' })]
    const again = listenForEnd(one.job.jobId)
    listening.push(again)
    await Promise.all([one.subscription.ready, two.subscription.ready, again.ready])
    await announce([one.job, two.job])
    const read = reads(queued)
    const waiting = [one.subscription, again, two.subscription].map((subscription) =>
      untilEnded(subscription, inTime(), read),
    )
    expect(await Promise.all(waiting)).toEqual([one.job, one.job, two.job])
  })

  it('reads the database for an answer that is too long to be announced', async () => {
    const { job, subscription } = withSubscription({ ...completed, response: 'x'.repeat(500_000) })
    expect(announcement(job).message.length).toBeLessThan(1_000)
    const read = reads(job)
    const ended = untilEnded(subscription, inTime(), read)
    await subscription.ready
    await announceElsewhere(job)
    expect(await ended).toEqual(job)
    expect(read).toHaveBeenCalledOnce()
  })

  it.each(['no json', '{"half":', 'null', '7', '{}', '{"jobId":"job_1","status":"unknown"}'])(
    'reads the database when the message is not a job: %s',
    async (message) => {
      const { job, subscription } = withSubscription(completed)
      await subscription.ready
      await kv().publish(`job:${job.jobId}`, message)
      const read = reads(queued, job)
      expect(await untilEnded(subscription, inTime(), read)).toEqual(job)
      expect(read).toHaveBeenCalledTimes(2)
    },
  )

  it('reads the database until the job has ended when there is no subscription', async () => {
    const read = reads(queued, { ...queued, status: 'running' }, completed)
    expect(await untilEnded(none, inTime(), read)).toEqual(completed)
    expect(read).toHaveBeenCalledTimes(3)
  })

  it('reads the database when the stream breaks', async () => {
    const broken = { ...none, ready: Promise.resolve(true) }
    const read = reads(queued, completed)
    expect(await untilEnded(broken, inTime(), read)).toEqual(completed)
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('returns the unfinished job when the time is up', async () => {
    const silent = { ...none, ready: Promise.resolve(true), ended: new Promise<null>(() => {}) }
    expect(await untilEnded(silent, soon(), reads({ ...queued, status: 'running' }))).toMatchObject({
      status: 'running',
    })
    expect(await untilEnded(none, soon(), reads(queued))).toEqual(queued)
  })

  it('reads the job once when the time was up before the wait began', async () => {
    const silent = { ...none, ready: Promise.resolve(true), ended: new Promise<null>(() => {}) }
    for (const subscription of [silent, none]) {
      const read = reads(queued)
      expect(await untilEnded(subscription, Date.now() - 1_000, read)).toEqual(queued)
      expect(read).toHaveBeenCalledOnce()
    }
  })

  it('reads the job when the time is up, so it finds an end that was not announced', async () => {
    const silent = { ...none, ready: Promise.resolve(true), ended: new Promise<null>(() => {}) }
    expect(await untilEnded(silent, soon(), reads(completed))).toEqual(completed)
  })
})

describe('listenForLocalEnd', () => {
  it('returns only ends in its own process, without KV', async () => {
    const { job } = withSubscription(completed)
    const [here, again] = [listenForLocalEnd(job.jobId), listenForLocalEnd(job.jobId)]
    listening.push(here, again)
    await announceElsewhere({ ...job, response: 'elsewhere' })
    await announce([job])
    expect(await Promise.all([here.ended, again.ended])).toEqual([job, job])
  })
})

describe('announce', () => {
  it('does nothing without jobs', async () => {
    await expect(announce([])).resolves.toBeUndefined()
  })
})
