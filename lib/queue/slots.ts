import { errorFields, log } from '#lib/log'

/** A place for one piece of work in this process: either run work in it, once, or release it. */
export type Slot = {
  /** Runs the work and gives the place back when it ends. A rejection is logged. */
  run(work: () => Promise<unknown>): void
  release(): void
}

/** A fixed number of places, and what runs in them. */
export type Slots = {
  take(): Slot | undefined
  free(): number
  /** No more places are given out. */
  close(): void
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

/** Places for `count` pieces of work at once. `onFree` hears of each that is given back, with the result of its work. */
export function createSlots(count: number, onFree: (result: unknown) => void): Slots {
  let taken = 0
  let closed = false
  let waiting: (() => void)[] = []

  function giveBack(result: unknown): void {
    taken -= 1
    onFree(result)
    if (taken > 0) return
    for (const resolve of waiting) resolve()
    waiting = []
  }

  const slots: Slots = {
    free: () => (closed ? 0 : count - taken),
    take() {
      if (slots.free() <= 0) return undefined
      taken += 1
      return createSlot(giveBack)
    },
    close: () => {
      closed = true
    },
    idle: () => (taken === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
  return slots
}

function createSlot(giveBack: (result: unknown) => void): Slot {
  let used = false
  const once = <T extends unknown[]>(use: (...args: T) => void) => {
    return (...args: T) => {
      if (used) throw new Error('This slot has been used.')
      used = true
      use(...args)
    }
  }
  return {
    run: once((work) => void logged(work).then(giveBack)),
    release: once(() => giveBack(undefined)),
  }
}

async function logged(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    log('error', 'worker.failed', errorFields(error))
    return undefined
  }
}

let jobSlots: (() => Slot | undefined) | undefined

/** Lets `takeSlot` give out the places of a worker that has started; without an argument there are none any more. */
export function offerSlots(take?: () => Slot | undefined): void {
  jobSlots = take
}

/**
 * A place in which this process may run a job that it has just accepted. Undefined when the queue is not Postgres, when
 * every place is taken, when older jobs wait for one, and when the worker has not started or is shutting down.
 */
export const takeSlot = (): Slot | undefined => jobSlots?.()
