import { ApiError } from '#lib/api/errors'
import { type Listening, listenHere } from '#lib/jobs/events'
import { readRow } from '#lib/jobs/read'
import { hasEnded, type JobView } from '#lib/jobs/schema'
import { type Frame, readSnapshot, type Snapshot, type TextFrame } from '#lib/jobs/stream/channel'
import { hearHere, type News, textHere } from '#lib/jobs/stream/here'
import { hearJob } from '#lib/jobs/stream/subscription'
import { type JobRow, toJobView } from '#lib/jobs/view'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

type Failure = { code: string; message: string }
export type Waiting = Pick<JobView, 'waitsFor' | 'nextAttemptAt'>

/** How a job ended; with the attempt that answered where the database was asked, as the answer it stored. */
type End = { job: JobView; answeredBy?: { attempt: number; isRevised: boolean } }

/**
 * Knows of one job what there is to know: its attempt, that attempt's text so far, and its end. It is told in this
 * process and by KV, and reads the database when it was told nothing for a while, or cannot be told.
 */
export class Follower {
  readonly jobId: string
  readonly #userId: string | null
  /** The newest attempt at which a model writes; 0 before the first. */
  attempt = 0
  model: string | undefined
  /** Its text so far, with the calls of tools behind it: see `toWire`. */
  text = ''
  failure: Failure | undefined
  waiting: Waiting | undefined
  end: End | undefined

  #leaveHere: () => void
  #endHere: Listening
  #elsewhere: ReturnType<typeof hearJob> | undefined
  /** What is to be read before the next wait. */
  #isStale = false
  #hasGap = false
  #snapshotMs = Number.NEGATIVE_INFINITY
  #pollMs: number = tunables.pollMsFirst
  #wake: (() => void) | undefined
  #seen: JobView | undefined
  #hasNews = false
  #isClosed = false

  constructor(jobId: string, userId: string | null) {
    this.jobId = jobId
    this.#userId = userId
    this.#leaveHere = hearHere(jobId, (news) => this.#hear(news))
    this.#endHere = listenHere(jobId)
    void this.#endHere.ended.then((job) => job && this.#finish(job))
    const here = textHere(jobId)
    if (here) this.#hear(here)
  }

  /** Hears by KV too from now on. Resolves once nothing more can be missed, or it is certain that it can. */
  async subscribe(): Promise<void> {
    this.#elsewhere?.close()
    let isReady = false
    const hearing = hearJob(this.jobId, {
      onFrame: (frame) => this.#hearFrame(frame),
      onEnd: (job) => this.#finish(job),
      onLost: () => {
        this.#elsewhere = undefined
        // One that never stood is asked for again by and by.
        if (isReady) this.invalidate()
      },
    })
    this.#elsewhere = hearing
    isReady = await hearing.ready
    if (isReady || this.#elsewhere !== hearing) return
    hearing.close()
    this.#elsewhere = undefined
  }

  /** What is known may be out of date: the database is asked before the next wait. */
  invalidate(): void {
    this.#isStale = true
    this.#notify()
  }

  /** Takes over what the database says of the job. */
  take(row: JobRow): void {
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

  /** Reads the job, and the text of an attempt that runs elsewhere. A database that is away is asked again later. */
  async read(): Promise<void> {
    this.#isStale = false
    try {
      this.take(await readRow(this.jobId, this.#userId))
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_found')
        return this.#finish(deleted(this.jobId, this.#seen))
      log('warn', 'stream.not_read', { jobId: this.jobId, ...errorFields(error) })
    }
    await this.#readText()
  }

  /** Waits for news, at most so long. Where none came, or they may be lost, it reads. */
  async changed(maxMs: number): Promise<void> {
    if (this.#hasGap) await this.#readText()
    if (!this.#hasNews && !this.#isStale) await this.#sleep(Math.min(maxMs, this.#patienceMs()))
    if (!this.#isClosed && !this.end && (!this.#hasNews || this.#isStale)) {
      if (!this.#isTold()) await this.subscribe()
      await this.read()
    }
    this.#hasNews = false
  }

  /** Looks again at once: something outside of the job has changed. */
  wake(): void {
    this.#notify()
  }

  close(): void {
    this.#isClosed = true
    this.#leaveHere()
    this.#endHere.close()
    this.#elsewhere?.close()
    this.#notify()
  }

  /** Nobody reads any more: it hears and reads nothing, and waits for nothing. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Whether a model writes the answer in this process. */
  isHere(): boolean {
    return textHere(this.jobId) !== undefined
  }

  #isTold(): boolean {
    return this.#elsewhere !== undefined || this.isHere()
  }

  /** How long it is sure to be told. */
  #patienceMs(): number {
    if (this.#isTold()) return tunables.streamHeartbeatMs
    const pollMs = this.#pollMs
    this.#pollMs = Math.min(pollMs * tunables.pollGrowth, tunables.pollMsMax)
    return pollMs
  }

  #hear(news: News): void {
    if (news.attempt < this.attempt) return
    if (news.kind === 'over') {
      if (!this.#isTold()) this.invalidate()
      this.#notify()
    } else if (news.kind === 'pause') this.#pause(news.attempt, news.failure, news.nextAttemptAt)
    else {
      this.#begin(news.attempt, news.model)
      this.text = news.text
      this.#notify()
    }
  }

  #hearFrame(frame: Frame): void {
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

  /** The text of the attempt, where frames of it were missed or may have been. */
  async #readText(): Promise<void> {
    const nowMs = performance.now()
    if (this.end || this.isHere() || nowMs - this.#snapshotMs < tunables.streamSnapshotMs) return
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
    this.#hasNews = true
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

/** What is left to say of a job that is not there any more. */
function deleted(jobId: string, seen?: JobView): JobView {
  const { conversationId, attempts, createdAt } = seen ?? {
    conversationId: 0,
    attempts: 0,
    createdAt: new Date().toISOString(),
  }
  const error = { code: 'cancelled', message: 'The conversation was deleted.' }
  return { jobId, status: 'cancelled', conversationId, attempts, createdAt, error }
}
