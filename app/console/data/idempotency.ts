'use client'

import { useRef } from 'react'

/** The same key for the same request until it is accepted, so that it is done once however often it is sent. */
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

/** A key that nobody else chooses. Browsers have `crypto.randomUUID` by HTTPS alone. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
