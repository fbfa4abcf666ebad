type Start = () => void

/** What a gate lets through: so many at once, and so many starts in each period. */
export type Limits = { parallelism: number; rate: number; periodMs: number }

/**
 * Lets messages through in order of arrival within its limits; behind both queues and flow-control keys.
 * A member holds its place from its start until `leave`. The rate counts starts in fixed windows.
 */
export class Gate {
  limits: Limits
  #paused = false
  readonly #waiting = new Map<string, Start>()
  readonly #inside = new Set<string>()
  readonly #resuming = new Map<string, Start>()
  #windowStart = 0
  #windowCount = 0
  #timer: NodeJS.Timeout | undefined

  constructor(limits: Limits) {
    this.limits = limits
  }

  get paused(): boolean {
    return this.#paused
  }

  get waiting(): number {
    return this.#waiting.size
  }

  get inside(): number {
    return this.#inside.size
  }

  /** Starts in the current rate window and when it began (Unix ms, 0 when there is none). */
  window(): { count: number; start: number } {
    const open = Date.now() < this.#windowStart + this.limits.periodMs
    return open ? { count: this.#windowCount, start: this.#windowStart } : { count: 0, start: 0 }
  }

  /** Calls `start` when it is this member's turn; at once for a member that is already inside. */
  enter(id: string, start: Start): void {
    if (this.#inside.has(id)) {
      if (this.#paused) this.#resuming.set(id, start)
      else start()
    } else {
      this.#waiting.set(id, start)
      this.pump()
    }
  }

  /** Gives up the place, waiting or inside. */
  leave(id: string): void {
    const waited = this.#waiting.delete(id)
    this.#resuming.delete(id)
    if (this.#inside.delete(id) || waited) this.pump()
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    const resuming = [...this.#resuming.values()]
    this.#resuming.clear()
    for (const start of resuming) start()
    this.pump()
  }

  resetRate(): void {
    this.#windowStart = Date.now()
    this.#windowCount = 0
    this.pump()
  }

  /** Lets through as many as the limits allow now. Call it after changing `limits`. */
  pump(): void {
    while (!this.#paused && this.#waiting.size > 0 && this.#inside.size < this.limits.parallelism) {
      if (!this.#takeRate()) return
      const [next] = this.#waiting
      if (!next) return
      const [id, start] = next
      this.#waiting.delete(id)
      this.#inside.add(id)
      start()
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#paused = true
  }

  #takeRate(): boolean {
    const { rate, periodMs } = this.limits
    if (rate === Infinity) return true
    const now = Date.now()
    if (now >= this.#windowStart + periodMs) {
      this.#windowStart = now
      this.#windowCount = 0
    }
    if (this.#windowCount < rate) {
      this.#windowCount++
      return true
    }
    this.#wakeIn(this.#windowStart + periodMs - now)
    return false
  }

  #wakeIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.pump(), Math.min(ms, 2 ** 31 - 1))
    this.#timer.unref()
  }
}
