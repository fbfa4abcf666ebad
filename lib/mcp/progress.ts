import type { ServerContext } from '@modelcontextprotocol/server'
import { tunables } from '#lib/tunables'

/**
 * Waits, and tells a client that asked for it how long it has been, in seconds: at once, with the sentence `first`,
 * and then every few seconds.
 */
export async function withProgress<T>(
  waiting: Promise<T>,
  { mcpReq }: ServerContext,
  first: string,
): Promise<T> {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return waiting
  const begunAt = Date.now()
  const tell = (message: string) =>
    mcpReq
      .notify({
        method: 'notifications/progress',
        params: { progressToken, progress: (Date.now() - begunAt) / 1000, message },
      })
      // The client has gone: whoever waits for that is told by the signal.
      .catch(() => {})
  void tell(first)
  const timer = setInterval(() => void tell('The model is at work.'), tunables.progressMs)
  return waiting.finally(() => clearInterval(timer))
}
