import { badRequest, notFound } from './errors.ts'
import { Gate, type Limits } from './gate.ts'
import type { Call, Reply } from './http.ts'
import type { Table } from './store.ts'
import type { FlowPin, Message } from './types.ts'

/** A key in use: `asked` is what its latest message wanted, `pending` how many messages carry the key. */
type Flow = { key: string; gate: Gate; asked: Limits; pending: number }

const sweepAbove = 1000

/** The flow-control keys: parallelism and rate per key, with what operators paused or pinned kept durably. */
export class FlowControl {
  readonly #pins: Table<FlowPin>
  readonly #timeScale: number
  readonly #flows = new Map<string, Flow>()

  constructor(pins: Table<FlowPin>, timeScale: number) {
    this.#pins = pins
    this.#timeScale = timeScale
  }

  /** Counts a new message in and takes over its limits, unless they are pinned. */
  join(message: Message): void {
    if (message.flowControlKey === undefined) return
    const flow = this.#flow(message.flowControlKey)
    flow.pending++
    flow.asked = {
      parallelism: message.parallelism ?? Infinity,
      rate: message.rate ?? Infinity,
      periodMs: this.#scaled(message.period ?? 1),
    }
    this.#apply(flow)
  }

  /** Counts an ended message out and frees its place. */
  leave(message: Message): void {
    const flow = message.flowControlKey === undefined ? undefined : this.#flows.get(message.flowControlKey)
    if (!flow) return
    flow.pending--
    flow.gate.leave(message.messageId)
  }

  gateOf(message: Message): Gate | undefined {
    return message.flowControlKey === undefined ? undefined : this.#flow(message.flowControlKey).gate
  }

  keys(search: string): string[] {
    return [...this.#flows.keys()].filter((key) => key.includes(search))
  }

  /** The key's state as the API shows it; 0 means no bound. Times: period in seconds, start in Unix seconds. */
  view(key: string): Record<string, unknown> {
    const { gate } = this.#flow(key)
    const pin = this.#pins.get(key)
    const { limits } = gate
    const window = gate.window()
    return {
      flowControlKey: key,
      waitListSize: gate.waiting,
      parallelismMax: finite(limits.parallelism),
      parallelismCount: gate.inside,
      rateMax: finite(limits.rate),
      rateCount: window.count,
      ratePeriod: Math.round(limits.periodMs / (1000 * this.#timeScale)),
      ratePeriodStart: Math.floor(window.start / 1000),
      isPaused: gate.paused,
      isPinnedParallelism: pin?.parallelism !== undefined,
      isPinnedRate: pin?.rate !== undefined,
    }
  }

  setPaused(key: string, paused: boolean): void {
    this.#setPin(key, { ...this.#pin(key), paused })
    const { gate } = this.#flow(key)
    if (paused) gate.pause()
    else gate.resume()
  }

  pin(key: string, limits: Pick<FlowPin, 'parallelism' | 'rate' | 'period'>): void {
    this.#setPin(key, { ...this.#pin(key), ...limits })
    this.#apply(this.#flow(key))
  }

  unpin(key: string, parallelism: boolean, rate: boolean): void {
    const pin = { ...this.#pin(key) }
    if (parallelism) delete pin.parallelism
    if (rate) {
      delete pin.rate
      delete pin.period
    }
    this.#setPin(key, pin)
    this.#apply(this.#flow(key))
  }

  resetRate(key: string): void {
    this.#flow(key).gate.resetRate()
  }

  close(): void {
    for (const { gate } of this.#flows.values()) gate.close()
  }

  #flow(key: string): Flow {
    const known = this.#flows.get(key)
    if (known) return known
    if (this.#flows.size >= sweepAbove) this.#sweep()
    const asked = { parallelism: Infinity, rate: Infinity, periodMs: this.#scaled(1) }
    const flow: Flow = { key, gate: new Gate(asked), asked, pending: 0 }
    if (this.#pins.get(key)?.paused) flow.gate.pause()
    this.#flows.set(key, flow)
    this.#apply(flow)
    return flow
  }

  /** Forgets keys that hold nothing back and have no message. */
  #sweep(): void {
    for (const [key, flow] of this.#flows) {
      if (flow.pending === 0 && flow.gate.window().count === 0) {
        flow.gate.close()
        this.#flows.delete(key)
      }
    }
  }

  #apply(flow: Flow): void {
    const pin = this.#pins.get(flow.key)
    flow.gate.limits = {
      parallelism: pin?.parallelism ?? flow.asked.parallelism,
      rate: pin?.rate ?? flow.asked.rate,
      periodMs: pin?.period === undefined ? flow.asked.periodMs : this.#scaled(pin.period),
    }
    flow.gate.pump()
  }

  #pin(key: string): FlowPin {
    return this.#pins.get(key) ?? { key, paused: false }
  }

  #setPin(key: string, pin: FlowPin): void {
    const plain = !pin.paused && pin.parallelism === undefined && pin.rate === undefined
    if (plain) this.#pins.delete(key)
    else this.#pins.set(key, pin)
  }

  #scaled(periodSeconds: number): number {
    return periodSeconds * 1000 * this.#timeScale
  }
}

const finite = (limit: number) => (limit === Infinity ? 0 : limit)

/** `/v2/flowControl`: list, get, pause, resume, pin, unpin, resetRate. */
export function flowControlRoute(flows: FlowControl, call: Call): Reply {
  const [key, action] = call.path
  if (call.method === 'GET' && action === undefined) {
    if (key !== undefined) return { status: 200, body: flows.view(key) }
    const keys = flows.keys(call.query.get('search') ?? '')
    return { status: 200, body: keys.map((each) => flows.view(each)) }
  }
  if (call.method !== 'POST' || key === undefined || call.path.length > 2) throw notFound('not found')
  if (action === 'pause' || action === 'resume') flows.setPaused(key, action === 'pause')
  else if (action === 'pin') flows.pin(key, pinned(call.query))
  else if (action === 'unpin')
    flows.unpin(key, call.query.get('parallelism') === 'true', call.query.get('rate') === 'true')
  else if (action === 'resetRate' || action === 'reset') flows.resetRate(key)
  else throw notFound('not found')
  return { status: 200, body: {} }
}

function pinned(query: URLSearchParams): Pick<FlowPin, 'parallelism' | 'rate' | 'period'> {
  const limits: Pick<FlowPin, 'parallelism' | 'rate' | 'period'> = {}
  for (const name of ['parallelism', 'rate', 'period'] as const) {
    const text = query.get(name)
    if (text === null) continue
    if (!/^[1-9]\d{0,8}$/.test(text)) throw badRequest(`invalid ${name}: ${text}`)
    limits[name] = Number(text)
  }
  return limits
}
