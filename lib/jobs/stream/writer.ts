import { deleteTexts, publishFrame, type TextFrame } from '#lib/jobs/stream/channel'
import { publishLocally } from '#lib/jobs/stream/local'
import { logKvUnavailable, withoutKv } from '#lib/kv/unavailable'
import type { LiveText } from '#lib/models/live'
import type { TextSink } from '#lib/models/read-stream'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

type Held = { id: string; attempt: number }

/**
 * Sends the model's text to the readers of a job: directly to those in this process, by KV to the others. One KV command
 * runs at a time, and text that comes meanwhile goes with the next one, so the model never waits for KV.
 */
export class TextWriter implements TextSink {
  readonly #job: Held
  readonly #model: string
  readonly #startedMs = performance.now()
  #live: LiveText | undefined
  #text = ''
  /** The length of the published text, and the time of the last publish. */
  #published = 0
  #publishedMs = Number.NEGATIVE_INFINITY
  #snapshotMs = Number.NEGATIVE_INFINITY
  /** The length of the text in the snapshot. */
  #snapshotLength = 0
  #receivers = 0
  #sending: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #hasFailed = false
  #isFrozen = false
  #isClosed = false

  constructor(job: Held, model: string) {
    this.#job = job
    this.#model = model
    this.#publishLocally()
    this.#send()
  }

  /** If the first call of an attempt sent text, a second call sends none: the text of an attempt only grows. */
  begin(live: LiveText): void {
    this.#live = live
    this.#isFrozen = this.#text !== ''
  }

  grow(text: string): void {
    if (this.#isFrozen) return
    this.#text = text
    this.#publishLocally()
    this.#schedule()
  }

  /** All the text that the model has written, including its reasoning. */
  get written(): string {
    return this.#live?.written ?? ''
  }

  /** True if the answer differs from the text that was sent. */
  isRevisedBy(answer: string): boolean {
    return !answer.startsWith(this.#text)
  }

  /** Ends the attempt's text: nothing more is sent, and the snapshot is deleted after the last command. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    publishLocally(this.#job.id, { kind: 'over', attempt: this.#job.attempt })
    void Promise.resolve(this.#sending).then(() => deleteTexts([this.#job.id]))
  }

  #publishLocally(): void {
    const { attempt, id } = this.#job
    publishLocally(id, { kind: 'text', attempt, model: this.#model, text: this.#text })
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    const { length } = this.#text
    if (this.#sending || this.#isClosed || (this.#published === length && this.#snapshotLength === length))
      return
    // The snapshot must get all of the text even if the model pauses, because new readers may come.
    const dueMs =
      this.#published === length
        ? this.#snapshotMs + tunables.streamSnapshotMs
        : this.#publishedMs + this.#intervalMs()
    const waitMs = dueMs - performance.now()
    if (waitMs <= 0) this.#send()
    else this.#timer = setTimeout(() => this.#send(), waitMs)
  }

  /** The first text is sent at once. Without receivers, only the snapshot is kept current. */
  #intervalMs(): number {
    if (this.#published === 0 && !this.#hasFailed) return 0
    if (this.#receivers === 0) return tunables.streamSnapshotMs
    const isLong = performance.now() - this.#startedMs > tunables.streamLongMs
    return isLong ? tunables.streamFrameMsLong : tunables.streamFrameMs
  }

  #send(): void {
    const nowMs = performance.now()
    const { attempt: a, id } = this.#job
    const text = this.#text
    const o = this.#published
    const frame: TextFrame = {
      a,
      o,
      t: cutText(text.slice(o), tunables.streamFrameCharactersMax),
      m: this.#model,
    }
    const isDue = nowMs - this.#snapshotMs >= tunables.streamSnapshotMs
    if (isDue) this.#snapshotMs = nowMs
    this.#publishedMs = nowMs
    this.#sending = publishFrame(id, frame, isDue ? { a, t: text, m: this.#model } : undefined)
      .then((receivers) => {
        this.#published = o + frame.t.length
        if (isDue) this.#snapshotLength = text.length
        // A new reader needs the text before this frame.
        if (receivers > this.#receivers) this.#snapshotMs = Number.NEGATIVE_INFINITY
        this.#receivers = receivers
        this.#hasFailed = false
      })
      .catch((error) => {
        this.#receivers = 0
        this.#snapshotMs = performance.now()
        if (!this.#hasFailed) logKvUnavailable('stream', error)
        this.#hasFailed = true
      })
      .finally(() => {
        this.#sending = undefined
        this.#schedule()
      })
  }
}

type Pause = { failure: { code: string; message: string }; nextAttemptAt?: string | undefined }

/** Tells the readers of a job that an attempt failed, and the time of the next one if it does not start at once. */
export async function publishPause({ id, attempt }: Held, { failure, nextAttemptAt }: Pause): Promise<void> {
  const { code, message } = failure
  publishLocally(id, { kind: 'pause', attempt, failure: { code, message }, nextAttemptAt })
  await publishFrame(id, { a: attempt, f: { code, message }, n: nextAttemptAt }).catch(withoutKv('stream'))
}
