/** The signed-in user and rights. */
export type Session = {
  isOwner: boolean
  /** The only user that the session acts for. Null for the owner. */
  userId: string | null
  scopes: string[]
  sessionId: string
}

type Listener = () => void
const listeners = new Set<Listener>()
let hasEnded = false

/** True after a call has shown that the session ended. The pages then ask to sign in again, and keep typed text. */
export const sessionEnd = {
  get: () => hasEnded,
  set(value: boolean) {
    hasEnded = value
    for (const listener of listeners) listener()
  },
  subscribe(listener: Listener) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

type Answer = { ok: boolean; status: number; data: Record<string, unknown>; detail: string }

/** Calls the session endpoint, which is not part of the API. */
export async function callSession(
  method: 'GET' | 'POST' | 'DELETE',
  body?: object,
  path = '',
): Promise<Answer> {
  const headers = body ? { 'content-type': 'application/json' } : undefined
  const response = await fetch(`/console/session${path}`, {
    method,
    headers,
    body: body ? JSON.stringify(body) : null,
  })
  const { data = {}, detail = '' } = await response.json().catch(() => ({}))
  return { ok: response.ok, status: response.status, data, detail }
}
