import type { ServerContext } from '@modelcontextprotocol/server'
import { tunables } from '#lib/tunables'

type Told = { message: string; _meta?: Record<string, unknown> }

/**
 * Waits for `work`, and tells a client that asked for it how long it has been, in seconds, which only grows: at once,
 * with the sentence `first`, then every few seconds, and what the work itself tells.
 */
export async function withProgress<T>(
  work: (tell: (told: Told) => void) => Promise<T>,
  { mcpReq }: ServerContext,
  first: string,
): Promise<T> {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return work(() => {})
  const begunMs = performance.now()
  let progress = -1
  const tell = (told: Told) => {
    progress = Math.max((performance.now() - begunMs) / 1000, progress + smallestStep)
    mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, ...told } })
      // The client has gone: whoever waits for that is told by the signal.
      .catch(() => {})
  }
  tell({ message: first })
  const timer = setInterval(() => tell({ message: 'The model is at work.' }), tunables.progressMs)
  return work(tell).finally(() => clearInterval(timer))
}

const smallestStep = 1e-6
