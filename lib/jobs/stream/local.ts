/** An update within this process about a job's text: all of it so far, a failed attempt, or the end of an attempt. */
export type LocalUpdate =
  | { kind: 'text'; attempt: number; model: string; text: string }
  | {
      kind: 'pause'
      attempt: number
      failure: { code: string; message: string }
      nextAttemptAt?: string | undefined
    }
  | { kind: 'over'; attempt: number }

type Listener = (update: LocalUpdate) => void

/** The texts that are being written in this process, by job id. */
const texts = new Map<string, Extract<LocalUpdate, { kind: 'text' }>>()
const listeners = new Map<string, Set<Listener>>()

/** Notifies the readers of a job's text in this process. */
export function publishLocally(jobId: string, update: LocalUpdate): void {
  const newest = texts.get(jobId)?.attempt ?? 0
  // An overtaken attempt may still be running.
  if (update.attempt < newest) return
  if (update.kind === 'text') texts.set(jobId, update)
  if (update.kind === 'over') texts.delete(jobId)
  for (const notify of listeners.get(jobId) ?? []) notify(update)
}

/** The text that is being written for a job in this process. */
export const localText = (jobId: string) => texts.get(jobId)

/** Subscribes to a job's updates within this process. Returns the function that unsubscribes. */
export function subscribeLocally(jobId: string, notify: Listener): () => void {
  const all = listeners.get(jobId) ?? new Set()
  listeners.set(jobId, all.add(notify))
  return () => {
    all.delete(notify)
    if (all.size === 0 && listeners.get(jobId) === all) listeners.delete(jobId)
  }
}
