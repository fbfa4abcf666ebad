import { kv, type Subscription, subscribeOnce } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'

/**
 * Clients of 2025 cancel a call by a second request, which another instance may get. Calls of two clients can have the
 * same id, so each client gets a random session id. The cancellation finds the call by both ids.
 */
export const newSessionId = () => crypto.randomUUID()

const channelOf = (sessionId: string, callId: string | number) => `mcp:cancelled:${sessionId}:${callId}`

/** Listens for the cancellation of a call; undefined for a client without a session. The caller must close it. */
export function listenForCancellation(
  headers: Headers | undefined,
  callId: string | number,
): Subscription | undefined {
  const sessionId = sessionOf(headers)
  return sessionId ? subscribeOnce(channelOf(sessionId, callId)) : undefined
}

/** Publishes `notifications/cancelled` to the instance that serves the call. Ignores other messages. */
export async function publishCancellation(headers: Headers, message: unknown): Promise<void> {
  const sessionId = sessionOf(headers)
  const callId = cancelledId(message)
  if (!sessionId || callId === undefined) return
  await kv().publish(channelOf(sessionId, callId), 'cancelled').catch(withoutKv('mcp.cancel'))
}

function sessionOf(headers: Headers | undefined): string | undefined {
  return /^[0-9a-f-]{36}$/.exec(headers?.get('mcp-session-id') ?? '')?.[0]
}

function cancelledId(message: unknown): string | number | undefined {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { requestId?: unknown } }
  const id = method === 'notifications/cancelled' ? params?.requestId : undefined
  return typeof id === 'string' || typeof id === 'number' ? id : undefined
}
