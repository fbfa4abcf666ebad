import { Redis } from 'ioredis'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '#lib/ids'
import { type Frame, readSnapshot, subscribeToFrames, textKey } from '#lib/jobs/stream/channel'
import { type LocalUpdate, subscribeLocally } from '#lib/jobs/stream/local'
import { TextWriter } from '#lib/jobs/stream/writer'
import { type Services, useServices } from '#tests/support/lib-services'

let services: Services

beforeAll(async () => {
  services = await useServices()
})

/** A writer of a new job, and its events through KV and in this process. */
async function start(attempt = 1) {
  const id = newId('job')
  const frames: Frame[] = []
  const news: LocalUpdate[] = []
  const channel = subscribeToFrames(id, (frame) => frames.push(frame))
  onTestFinished(() => channel.close())
  onTestFinished(subscribeLocally(id, (event) => news.push(event)))
  expect(await channel.ready).toBe(true)
  const writer = new TextWriter({ id, attempt }, 'm')
  const received = () => {
    let text = ''
    for (const frame of frames) if ('t' in frame) text = text.slice(0, frame.o) + frame.t
    return text
  }
  return { id, writer, frames, news, received }
}

describe('a writer', () => {
  it('publishes the text of its model in a few frames, and to its own process at once', async () => {
    const { id, writer, frames, news, received } = await start(3)
    let text = ''
    for (let i = 0; i < 500; i++) {
      text += `é漢😀${i} `
      writer.grow(text)
      expect(news.at(-1)).toEqual({ kind: 'text', attempt: 3, model: 'm', text })
    }
    await expect.poll(received).toBe(text)
    expect(frames.length).toBeLessThan(10)
    expect(frames[0]).toMatchObject({ a: 3, o: 0, m: 'm' })
    await expect.poll(() => readSnapshot(id).then((found) => found?.t)).toBe(text)
    writer.close()
    expect(news.at(-1)).toEqual({ kind: 'over', attempt: 3 })
    const redis = new Redis(services.kv.redisUrl)
    onTestFinished(() => void redis.disconnect())
    await expect.poll(() => redis.exists(textKey(id))).toBe(0)
  })

  it('stores the whole text for readers that join when the model has paused', async () => {
    const { id, writer } = await start()
    writer.grow('the last words')
    const kept = async () => (await readSnapshot(id))?.t
    await expect.poll(kept).toBe('the last words')
    writer.close()
  })

  it('detects an answer that does not begin with the published text', async () => {
    const { writer } = await start()
    writer.grow('so far')
    expect(writer.isRevisedBy('so far so good')).toBe(false)
    expect(writer.isRevisedBy('no')).toBe(true)
    writer.close()
  })

  it('still publishes in its own process while KV is down', async () => {
    const { writer, news } = await start()
    await services.kv.close()
    for (const text of ['a', 'ab', 'abc']) writer.grow(text)
    expect(news.at(-1)).toMatchObject({ text: 'abc' })
    writer.close()
  })
})
