/** What is told in this process of a job's text: all of it so far, that an attempt has failed, or that it is over. */
export type News =
  | { kind: 'text'; attempt: number; model: string; text: string }
  | {
      kind: 'pause'
      attempt: number
      failure: { code: string; message: string }
      nextAttemptAt?: string | undefined
    }
  | { kind: 'over'; attempt: number }

type Hear = (news: News) => void

/** The texts that are being written in this process, by the job. */
const texts = new Map<string, Extract<News, { kind: 'text' }>>()
const listeners = new Map<string, Set<Hear>>()

/** Tells those in this process who read a job's text. */
export function tellHere(jobId: string, news: News): void {
  const newest = texts.get(jobId)?.attempt ?? 0
  // An attempt that was overtaken may not know it yet.
  if (news.attempt < newest) return
  if (news.kind === 'text') texts.set(jobId, news)
  if (news.kind === 'over') texts.delete(jobId)
  for (const hear of listeners.get(jobId) ?? []) hear(news)
}

/** The text of a job that is being written in this process. */
export const textHere = (jobId: string) => texts.get(jobId)

/** Hears what is told in this process, until the function that it returns is called. */
export function hearHere(jobId: string, hear: Hear): () => void {
  const all = listeners.get(jobId) ?? new Set()
  listeners.set(jobId, all.add(hear))
  return () => {
    all.delete(hear)
    if (all.size === 0 && listeners.get(jobId) === all) listeners.delete(jobId)
  }
}
