import { randomBytes } from 'node:crypto'
import { notFound } from './errors.ts'
import type { Call, Reply } from './http.ts'

/** The pair of signing keys. Deliveries are signed with `current`; a rotation lasts until the restart. */
export class SigningKeys {
  #current: string
  #next: string

  constructor(current: string, next: string) {
    this.#current = current
    this.#next = next
  }

  get current(): string {
    return this.#current
  }

  view(): { current: string; next: string } {
    return { current: this.#current, next: this.#next }
  }

  rotate(): void {
    this.#current = this.#next
    this.#next = `sig_${randomBytes(21).toString('base64url')}`
  }
}

/** `GET /v2/keys` and `POST /v2/keys/rotate`, both answering `{ current, next }`. */
export function keysRoute(keys: SigningKeys, call: Call): Reply {
  const [action] = call.path
  if (call.method === 'GET' && action === undefined) return { status: 200, body: keys.view() }
  if (call.method !== 'POST' || action !== 'rotate') throw notFound('not found')
  keys.rotate()
  return { status: 200, body: keys.view() }
}
