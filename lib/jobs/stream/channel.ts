import { z } from 'zod'
import { parseJson } from '#lib/json'
import { type ChannelSubscription, kv, kvReader, subscribe } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { tunables } from '#lib/tunables'

const failure = z.object({ code: z.string(), message: z.string() })

/**
 * A frame of a job's text while a model writes it: `a` is the number of the attempt, `t` the text from offset `o` on,
 * `m` the model. A pause frame says that the attempt failed with `f`, and that the next one begins at `n`.
 */
const textFrame = z.object({ a: z.int(), o: z.int(), t: z.string(), m: z.string() })
const pauseFrame = z.object({ a: z.int(), f: failure, n: z.string().optional() })
const frame = z.union([textFrame, pauseFrame])
export type TextFrame = z.infer<typeof textFrame>
export type Frame = z.infer<typeof frame>

/** The whole text of an attempt so far. */
const snapshot = z.object({ a: z.int(), t: z.string(), m: z.string() })
export type Snapshot = z.infer<typeof snapshot>

const channelOf = (jobId: string) => `job:${jobId}:text`

/** The KV key of the text that a model is writing for a job. */
export const textKey = (jobId: string) => `text:${jobId}`

/** Stores the snapshot, if given, and publishes a frame. Resolves to the number of receivers. */
export async function publishFrame(jobId: string, sent: Frame, whole?: Snapshot): Promise<number> {
  const pipeline = kv().pipeline()
  if (whole) pipeline.set(textKey(jobId), whole, { ex: tunables.streamSnapshotSeconds })
  pipeline.publish(channelOf(jobId), sent)
  const replies = await pipeline.exec()
  return Number(replies.at(-1))
}

/** Subscribes to the frames of a job. */
export const subscribeToFrames = (jobId: string, onFrame: (frame: Frame) => void): ChannelSubscription =>
  subscribe(channelOf(jobId), (message) => {
    const parsed = frame.safeParse(parseJson(message))
    if (parsed.success) onFrame(parsed.data)
  })

/** The latest snapshot of a job's text, or undefined. */
export async function readSnapshot(jobId: string): Promise<Snapshot | undefined> {
  return snapshot.safeParse(await kvReader().get(textKey(jobId)).catch(withoutKv('stream'))).data
}

/** Deletes the texts of jobs that have ended. Keys that are left expire by themselves. */
export async function deleteTexts(jobIds: string[]): Promise<void> {
  if (jobIds.length === 0) return
  await kv()
    .del(...jobIds.map(textKey))
    .catch(withoutKv('stream'))
}
