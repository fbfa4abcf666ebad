import { errorFields, log } from '#lib/log'

/** A slot for one piece of work in this process. Call either `run` or `release`, once. */
export type Slot = {
  /** Runs the work and frees the slot when it ends. A rejection is logged. */
  run(work: () => Promise<unknown>): void
  release(): void
}

/** A fixed number of slots. */
export type Slots = {
  take(): Slot | undefined
  free(): number
  /** Gives out no more slots. */
  close(): void
  /** Resolves when all slots are free. */
  idle(): Promise<void>
}

/** Creates slots for `count` pieces of work at once. `onFree` is called for each freed slot, with its work's result. */
export function createSlots(count: number, onFree: (result: unknown) => void): Slots {
  let taken = 0
  let closed = false
  let waiting: (() => void)[] = []

  function free(result: unknown): void {
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
      return createSlot(free)
    },
    close: () => {
      closed = true
    },
    idle: () => (taken === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
  return slots
}

function createSlot(free: (result: unknown) => void): Slot {
  let used = false
  const once = <T extends unknown[]>(use: (...args: T) => void) => {
    return (...args: T) => {
      if (used) throw new Error('This slot was already used.')
      used = true
      use(...args)
    }
  }
  return {
    run: once((work) => void runLogged(work).then(free)),
    release: once(() => free(undefined)),
  }
}

async function runLogged(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    log('error', 'worker.failed', errorFields(error))
    return undefined
  }
}

let jobSlots: (() => Slot | undefined) | undefined

/** Lets `takeSlot` give out the slots of a started worker. A call without an argument ends that. */
export function offerSlots(take?: () => Slot | undefined): void {
  jobSlots = take
}

/**
 * Takes a slot in which this process may run a job that it has just accepted. Undefined when the queue is not
 * PostgreSQL, all slots are taken, older jobs wait for a slot, or the worker has not started or is shutting down.
 */
export const takeSlot = (): Slot | undefined => jobSlots?.()
