import type { ServerContext } from '@modelcontextprotocol/server'
import { tunables } from '#lib/tunables'

type Progress = { message: string; _meta?: Record<string, unknown> }

/**
 * Waits for `work`. Notifies a client that asked for progress: at once with the sentence `first`, then every few seconds,
 * and whenever the work reports. `progress` is the elapsed time in seconds and always grows.
 */
export async function withProgress<T>(
  work: (notify: (sent: Progress) => void) => Promise<T>,
  { mcpReq }: ServerContext,
  first: string,
): Promise<T> {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return work(() => {})
  const begunMs = performance.now()
  let progress = -1
  const notify = (sent: Progress) => {
    progress = Math.max((performance.now() - begunMs) / 1000, progress + smallestStep)
    mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, ...sent } })
      // The client has disconnected. The abort signal handles that.
      .catch(() => {})
  }
  notify({ message: first })
  const timer = setInterval(
    () => notify({ message: 'The model is working on the answer.' }),
    tunables.progressMs,
  )
  return work(notify).finally(() => clearInterval(timer))
}

const smallestStep = 1e-6
