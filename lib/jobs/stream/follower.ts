import { ApiError } from '#lib/api/errors'
import { type EndSubscription, listenForLocalEnd } from '#lib/jobs/events'
import { readRow } from '#lib/jobs/read'
import { hasEnded, type JobView } from '#lib/jobs/schema'
import { type Frame, readSnapshot, type Snapshot, type TextFrame } from '#lib/jobs/stream/channel'
import { type LocalUpdate, localText, subscribeLocally } from '#lib/jobs/stream/local'
import { subscribeToJob } from '#lib/jobs/stream/subscription'
import { type JobRow, toJobView } from '#lib/jobs/view'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

type Failure = { code: string; message: string }
export type WaitState = Pick<JobView, 'waitsFor' | 'nextAttemptAt'>

/** How a job ended. `answeredBy`, the attempt whose answer is stored, is known only from the database. */
type End = { job: JobView; answeredBy?: { attempt: number; isRevised: boolean } }

/**
 * Follows one job: its attempt, that attempt's text so far, and its end. It is notified in this process and by KV, and
 * reads the database after a while without an update, or when it has no subscription.
 */
export class Follower {
  readonly jobId: string
  readonly #userId: string | null
  /** The newest attempt that a model writes for; 0 before the first. */
  attempt = 0
  model: string | undefined
  /** Its text so far, followed by its tool calls: see `toWire`. */
  text = ''
  failure: Failure | undefined
  waiting: WaitState | undefined
  end: End | undefined

  #unsubscribeLocally: () => void
  #localEnd: EndSubscription
  #remote: ReturnType<typeof subscribeToJob> | undefined
  /** True when the database must be read before the next wait. */
  #isStale = false
  #hasGap = false
  #snapshotMs = Number.NEGATIVE_INFINITY
  #pollMs: number = tunables.pollMsFirst
  #wake: (() => void) | undefined
  #seen: JobView | undefined
  #hasUpdate = false
  #isClosed = false

  constructor(jobId: string, userId: string | null) {
    this.jobId = jobId
    this.#userId = userId
    this.#unsubscribeLocally = subscribeLocally(jobId, (update) => this.#onUpdate(update))
    this.#localEnd = listenForLocalEnd(jobId)
    void this.#localEnd.ended.then((job) => job && this.#finish(job))
    const current = localText(jobId)
    if (current) this.#onUpdate(current)
  }

  /** Subscribes by KV too. Resolves when the subscription is ready or has failed. */
  async subscribe(): Promise<void> {
    this.#remote?.close()
    let isReady = false
    const subscription = subscribeToJob(this.jobId, {
      onFrame: (frame) => this.#onFrame(frame),
      onEnd: (job) => this.#finish(job),
      onLost: () => {
        this.#remote = undefined
        // `changed` renews a subscription that never was ready.
        if (isReady) this.invalidate()
      },
    })
    this.#remote = subscription
    isReady = await subscription.ready
    if (isReady || this.#remote !== subscription) return
    subscription.close()
    this.#remote = undefined
  }

  /** Marks the state as stale, so that the database is read before the next wait. */
  invalidate(): void {
    this.#isStale = true
    this.#notify()
  }

  /** Takes over the job's state from the database. */
  applyRow(row: JobRow): void {
    const job = toJobView(row)
    this.#seen = job
    const { code, message } = job.lastError ?? {}
    if (code !== undefined && message !== undefined) this.failure = { code, message }
    if (hasEnded(row.status)) {
      const isRevised = row.answer_metadata?.isRevised === true
      this.end = { job, answeredBy: { attempt: row.attempt, isRevised } }
    } else if (row.status === 'running') this.#begin(row.attempt)
    else if (row.attempt >= this.attempt)
      this.waiting = { ...pick(job, 'waitsFor'), ...pick(job, 'nextAttemptAt') }
    this.#notify()
  }

  /** Reads the job, and the text of an attempt in another process. If the database is down, reads again later. */
  async read(): Promise<void> {
    this.#isStale = false
    try {
      this.applyRow(await readRow(this.jobId, this.#userId))
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_found')
        return this.#finish(deleted(this.jobId, this.#seen))
      log('warn', 'stream.not_read', { jobId: this.jobId, ...errorFields(error) })
    }
    await this.#readText()
  }

  /** Waits for an update, at most `maxMs`. Reads the database if none came or some may be lost. */
  async changed(maxMs: number): Promise<void> {
    if (this.#hasGap) await this.#readText()
    if (!this.#hasUpdate && !this.#isStale) await this.#sleep(Math.min(maxMs, this.#idleMsMax()))
    if (!this.#isClosed && !this.end && (!this.#hasUpdate || this.#isStale)) {
      if (!this.#isSubscribed()) await this.subscribe()
      await this.read()
    }
    this.#hasUpdate = false
  }

  /** Ends the current wait, because something outside the job has changed. */
  wake(): void {
    this.#notify()
  }

  close(): void {
    this.#isClosed = true
    this.#unsubscribeLocally()
    this.#localEnd.close()
    this.#remote?.close()
    this.#notify()
  }

  /** True after `close`: the follower no longer listens, reads or waits. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** True when the job's attempt runs in this process. */
  isLocal(): boolean {
    return localText(this.jobId) !== undefined
  }

  #isSubscribed(): boolean {
    return this.#remote !== undefined || this.isLocal()
  }

  /** How long to wait for an update before the database is read. */
  #idleMsMax(): number {
    if (this.#isSubscribed()) return tunables.streamHeartbeatMs
    const pollMs = this.#pollMs
    this.#pollMs = Math.min(pollMs * tunables.pollGrowth, tunables.pollMsMax)
    return pollMs
  }

  #onUpdate(update: LocalUpdate): void {
    if (update.attempt < this.attempt) return
    if (update.kind === 'over') {
      if (!this.#isSubscribed()) this.invalidate()
      this.#notify()
    } else if (update.kind === 'pause') this.#pause(update.attempt, update.failure, update.nextAttemptAt)
    else {
      this.#begin(update.attempt, update.model)
      this.text = update.text
      this.#notify()
    }
  }

  #onFrame(frame: Frame): void {
    if ('f' in frame) this.#pause(frame.a, frame.f, frame.n)
    else if (frame.a >= this.attempt) this.#addText(frame)
  }

  #addText({ a, o, t, m }: TextFrame): void {
    this.#begin(a, m)
    const { length } = this.text
    if (o > length) this.#hasGap = true
    else if (o + t.length > length) this.text += t.slice(length - o)
    this.#notify()
  }

  #begin(attempt: number, model?: string): void {
    if (attempt > this.attempt) {
      this.attempt = attempt
      this.text = ''
      this.model = undefined
    }
    this.model ??= model
    this.waiting = undefined
  }

  #pause(attempt: number, failure: Failure, nextAttemptAt?: string): void {
    if (attempt < this.attempt) return
    this.failure = failure
    if (nextAttemptAt !== undefined) this.waiting = { nextAttemptAt }
    this.#notify()
  }

  /** Reads the snapshot of the attempt's text, since frames may have been missed. */
  async #readText(): Promise<void> {
    const nowMs = performance.now()
    if (this.end || this.isLocal() || nowMs - this.#snapshotMs < tunables.streamSnapshotMs) return
    this.#snapshotMs = nowMs
    const found = await readSnapshot(this.jobId)
    if (found) this.#takeSnapshot(found)
  }

  #takeSnapshot({ a, t, m }: Snapshot): void {
    if (a < this.attempt) return
    this.#begin(a, m)
    this.#hasGap = false
    if (t.length > this.text.length) this.text = t
    this.#notify()
  }

  #finish(job: JobView): void {
    this.end ??= { job }
    this.#notify()
  }

  #notify(): void {
    this.#hasUpdate = true
    this.#wake?.()
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

const pick = <K extends keyof JobView>(job: JobView, key: K) =>
  job[key] === undefined ? {} : ({ [key]: job[key] } as Pick<JobView, K>)

/** The last view of a job that was deleted. */
function deleted(jobId: string, seen?: JobView): JobView {
  const { conversationId, attempts, createdAt } = seen ?? {
    conversationId: 0,
    attempts: 0,
    createdAt: new Date().toISOString(),
  }
  const error = { code: 'cancelled', message: 'The conversation was deleted.' }
  return { jobId, status: 'cancelled', conversationId, attempts, createdAt, error }
}
