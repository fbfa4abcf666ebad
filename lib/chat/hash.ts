import type { TurnInput } from '#lib/chat/schema'
import { sha256Hex } from '#lib/hash'
import { isObject } from '#lib/json'

/** What makes two requests the same: with a key all of it but how it is answered; without one what is said, and how. */
export type Hashes = { request: string; content: string }

/**
 * The hashes of a request, whatever the order of its fields. The content's is compared within one conversation, however
 * that is addressed.
 */
export function hashesOf(input: TurnInput): Hashes {
  const { wait: _wait, stream: _stream, idempotencyKey: _key, ...request } = input
  const { conversationId: _conversation, sessionId: _session, ifBusy: _ifBusy, ...content } = request
  return { request: sha256Hex(canonical(request)), content: sha256Hex(canonical(content)) }
}

/** JSON with the members of every object in the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
