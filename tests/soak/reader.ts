import { type Event, readEvents } from '#tests/support/event-stream'

// biome-ignore lint/suspicious/noExplicitAny: a job as any answer has it
type Job = any

/** One reader of a job's events, who puts the text together over as many connections as it takes. */
export class Reader {
  jobId: string | undefined
  /** What it has read so far, with no look at the answer that comes with the end. */
  text = ''
  lastId: string | undefined
  end: Job | undefined
  /** How often it came back, and how often it was told to forget what it had. */
  resumed = 0
  restarts = 0

  /** Reads until the end, until the connection is cut, or until so many events have come: then it hangs up. */
  async read(response: Response, hangUp: () => void, eventsMax: number): Promise<void> {
    const events = readEvents(response)
    for (let left = eventsMax; left > 0 && !this.end; left--) {
      const event = await events.next()
      if (!event) break
      this.#take(event)
    }
    if (!this.end) this.resumed++
    hangUp()
  }

  #take({ event, id, data }: Event): void {
    if (id !== undefined) this.lastId = id
    if (event === 'accepted') this.jobId = data.jobId
    if (event === 'restarted') this.restarts++
    if (event === 'started' || event === 'restarted') this.text = ''
    if (event === 'delta') this.text += data.text
    if (event === 'completed' || event === 'failed' || event === 'cancelled') this.end = data
  }
}
