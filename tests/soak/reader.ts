import { type Event, readEvents } from '#tests/support/event-stream'

// biome-ignore lint/suspicious/noExplicitAny: a job from any response
type Job = any

/** A reader of a job's events that assembles the text over several connections. */
export class Reader {
  jobId: string | undefined
  /** The text from the deltas so far, without the answer in the final event. */
  text = ''
  lastId: string | undefined
  end: Job | undefined
  /** The number of resumed connections, and of restarts that cleared the text. */
  resumed = 0
  restarts = 0

  /** Reads until the end, until the connection is cut, or until `eventsMax` events: then it disconnects. */
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
