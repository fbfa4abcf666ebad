/** A server-sent event as a client receives it. */
// biome-ignore lint/suspicious/noExplicitAny: tests read any event
export type Event = { event: string; id?: string; data: any }

export type EventReader = {
  /** The events so far, and the bytes as text. */
  events: Event[]
  raw(): string
  /** The next event. Undefined if the stream has ended or was cut. */
  next(): Promise<Event | undefined>
  /** The remaining events. */
  rest(): Promise<Event[]>
}

/** Reads the events of a response. */
export function readEvents(response: Response): EventReader {
  const events: Event[] = []
  let raw = ''
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  async function next(): Promise<Event | undefined> {
    for (;;) {
      const at = buffer.indexOf('\n\n')
      if (at >= 0) {
        const event = parse(buffer.slice(0, at))
        buffer = buffer.slice(at + 2)
        if (!event) continue
        events.push(event)
        return event
      }
      const read = await reader?.read().catch(() => undefined)
      if (!read || read.done) return undefined
      raw += read.value
      buffer += read.value
    }
  }
  return {
    events,
    raw: () => raw,
    next,
    async rest() {
      const rest: Event[] = []
      for (let event = await next(); event; event = await next()) rest.push(event)
      return rest
    },
  }
}

function parse(block: string): Event | undefined {
  const fields = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const event = fields.get('event')
  if (event === undefined) return undefined
  const id = fields.get('id')
  return { event, ...(id !== undefined && { id }), data: JSON.parse(fields.get('data')!) }
}

/** The text that a client ends up with: a restart clears it. */
export function textOf(events: Event[], before = ''): string {
  let text = before
  for (const { event, data } of events) {
    if (event === 'restarted' || event === 'started') text = ''
    if (event === 'delta') text += data.text
  }
  return text
}

export const eventNames = (events: Event[]) =>
  events.map(({ event }) => event).filter((name, i, all) => name !== all[i - 1])
