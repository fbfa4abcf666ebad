/** News within this process about a job's text: all of it so far, a failed attempt, or the end of an attempt. */
export type News =
  | { kind: 'text'; attempt: number; model: string; text: string }
  | {
      kind: 'pause'
      attempt: number
      failure: { code: string; message: string }
      nextAttemptAt?: string | undefined
    }
  | { kind: 'over'; attempt: number }

type Listener = (news: News) => void

/** The texts that are being written in this process, by job id. */
const texts = new Map<string, Extract<News, { kind: 'text' }>>()
const listeners = new Map<string, Set<Listener>>()

/** Notifies the readers of a job's text in this process. */
export function tellHere(jobId: string, news: News): void {
  const newest = texts.get(jobId)?.attempt ?? 0
  // An overtaken attempt may still be running.
  if (news.attempt < newest) return
  if (news.kind === 'text') texts.set(jobId, news)
  if (news.kind === 'over') texts.delete(jobId)
  for (const notify of listeners.get(jobId) ?? []) notify(news)
}

/** The text that is being written for a job in this process. */
export const textHere = (jobId: string) => texts.get(jobId)

/** Subscribes to a job's news within this process. Returns the function that unsubscribes. */
export function hearHere(jobId: string, notify: Listener): () => void {
  const all = listeners.get(jobId) ?? new Set()
  listeners.set(jobId, all.add(notify))
  return () => {
    all.delete(notify)
    if (all.size === 0 && listeners.get(jobId) === all) listeners.delete(jobId)
  }
}
