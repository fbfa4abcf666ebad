import type { TurnInput } from '#lib/chat/schema'
import { sha256Hex } from '#lib/hash'
import { isObject } from '#lib/json'

/** The hashes that identify a repeated request: `request` with an idempotency key, `content` without one. */
export type Hashes = { request: string; content: string }

/**
 * The hashes of a request, independent of the order of its fields. `content` leaves out the conversation, since it is
 * compared within one conversation.
 */
export function hashesOf(input: TurnInput): Hashes {
  const { wait: _wait, stream: _stream, idempotencyKey: _key, ...request } = input
  const { conversationId: _conversation, sessionId: _session, ifBusy: _ifBusy, ...content } = request
  return { request: sha256Hex(canonical(request)), content: sha256Hex(canonical(content)) }
}

/** JSON with the members of every object sorted by name. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
