'use client'

import { useRef } from 'react'

/** Keeps one idempotency key per request until it is accepted, so that repeated sends run it once. */
export function useIdempotencyKey() {
  const last = useRef({ request: '', key: '' })
  const keyOf = (request: string) => {
    if (last.current.request !== request) last.current = { request, key: newKey() }
    return last.current.key
  }
  const forget = () => {
    last.current = { request: '', key: '' }
  }
  return { keyOf, forget }
}

/** A random key. Browsers have `crypto.randomUUID` only over HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
