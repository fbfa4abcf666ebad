export type Message = { title: string; description?: string; isError?: boolean; undo?: () => void }

const listeners = new Set<() => void>()
let waiting: Message[] = []
let hasSome = false

/** A queue of short messages for the toast region. */
export const messages = {
  add(message: Message) {
    waiting = [...waiting, message]
    hasSome = true
    for (const listener of listeners) listener()
  },
  /** Returns each message once. */
  take() {
    const taken = waiting
    waiting = []
    return taken
  },
  hasSome: () => hasSome,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
