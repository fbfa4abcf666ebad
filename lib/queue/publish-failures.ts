import { env } from '#lib/env'
import { kv } from '#lib/kv/index'
import { noteServiceFailure } from '#lib/service-failures'
import { tunables } from '#lib/tunables'

/** The reason and the time, in milliseconds, of a failed publication. */
type PublishFailure = { reason: string; atMs: number }

const key = 'queue:refused'

/** The last failure in this process, and the time at which the queue last accepted its messages. */
let lastFailure: PublishFailure | undefined
let publishedAtMs = 0

/** Records a failed publication, for the health check of every process. Never throws. */
export async function notePublishFailure(error: unknown): Promise<void> {
  const failure = { reason: reasonOf(error), atMs: Date.now() }
  lastFailure = failure
  noteServiceFailure()
  await kv()
    .set(key, failure, { ex: tunables.queueRefusalSeconds })
    .catch(() => {})
}

/** Records that the queue accepted messages, which ends an earlier failure. Never throws. */
export async function notePublished(): Promise<void> {
  publishedAtMs = Date.now()
  if (!lastFailure) return
  lastFailure = undefined
  noteServiceFailure()
  await kv()
    .del(key)
    .catch(() => {})
}

/** Returns the reason of the last recent failure; undefined without one, or after a successful publication. */
export async function lastPublishFailure(): Promise<string | undefined> {
  if (env().QUEUE === 'postgres') return undefined
  const shared = await kv()
    .get<PublishFailure>(key)
    .catch(() => null)
  const last = [shared, lastFailure]
    .filter((failure) => failure != null)
    .toSorted((a, b) => b.atMs - a.atMs)[0]
  const isOver =
    !last || last.atMs <= publishedAtMs || last.atMs < Date.now() - tunables.queueRefusalSeconds * 1_000
  return isOver ? undefined : last.reason
}

/** Describes the engine, its status and the variable to correct, without an address or a key. */
function reasonOf(error: unknown): string {
  const isQStash = env().QUEUE === 'qstash'
  const engine = isQStash ? 'QStash' : 'Inngest'
  const status = Object(error).status ?? /answered (\d{3})/.exec(String(Object(error).message))?.[1]
  switch (Number(status)) {
    case 429:
      return `${engine} accepts no messages: its quota is used up (429).`
    case 401:
    case 403:
      return `${engine} rejected the key. Correct ${isQStash ? 'QSTASH_TOKEN' : 'INNGEST_EVENT_KEY'}.`
    default:
      return status
        ? `${engine} answered a message with status ${status}.`
        : `${engine} does not accept messages.`
  }
}
