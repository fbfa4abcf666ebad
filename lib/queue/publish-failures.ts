import { noteDoubt } from '#lib/doubt'
import { env } from '#lib/env'
import { kv } from '#lib/kv/index'
import { tunables } from '#lib/tunables'

/** Why the queue did not take messages, and when, in milliseconds. */
type PublishFailure = { reason: string; atMs: number }

const key = 'queue:refused'

/** The last refusal that this process has met, and when the queue last took its messages. */
let refused: PublishFailure | undefined
let takenAtMs = 0

/** Notes that the queue did not take messages, for the health check of every process. Never throws. */
export async function notePublishFailure(error: unknown): Promise<void> {
  const refusal = { reason: reasonOf(error), atMs: Date.now() }
  refused = refusal
  noteDoubt()
  await kv()
    .set(key, refusal, { ex: tunables.queueRefusalSeconds })
    .catch(() => {})
}

/** Notes that the queue has taken messages: what it refused before is over. Never throws. */
export async function notePublished(): Promise<void> {
  takenAtMs = Date.now()
  if (!refused) return
  refused = undefined
  noteDoubt()
  await kv()
    .del(key)
    .catch(() => {})
}

/** Why the queue has lately refused messages; undefined when it has not, or has taken some since. */
export async function lastPublishFailure(): Promise<string | undefined> {
  if (env().QUEUE === 'postgres') return undefined
  const told = await kv()
    .get<PublishFailure>(key)
    .catch(() => null)
  const last = [told, refused].filter((refusal) => refusal != null).toSorted((a, b) => b.atMs - a.atMs)[0]
  const isOver =
    !last || last.atMs <= takenAtMs || last.atMs < Date.now() - tunables.queueRefusalSeconds * 1_000
  return isOver ? undefined : last.reason
}

/** Names the engine, the status that it answered with, and the variable to correct; no address and no key. */
function reasonOf(error: unknown): string {
  const isQStash = env().QUEUE === 'qstash'
  const engine = isQStash ? 'QStash' : 'Inngest'
  const status = Object(error).status ?? /answered (\d{3})/.exec(String(Object(error).message))?.[1]
  switch (Number(status)) {
    case 429:
      return `${engine} takes no messages: its quota is used up (429).`
    case 401:
    case 403:
      return `${engine} refused the key. Correct ${isQStash ? 'QSTASH_TOKEN' : 'INNGEST_EVENT_KEY'}.`
    default:
      return status ? `${engine} answered ${status} to a message.` : `${engine} does not take messages.`
  }
}
