import { createHash } from 'node:crypto'
import { decodeBody } from './body.ts'
import type { DlqEntry, HeaderMap, Message, MessageSettings } from './types.ts'

/** A message, schedule or dead letter as the API shows it: internal fields left out, redacted fields hashed. */
export type View = Record<string, unknown>

const redacted = (value: string | Buffer) => `REDACTED:${createHash('sha256').update(value).digest('hex')}`

/** The message as `GET /v2/messages/{id}` answers it. */
export function messageView(message: Message): View {
  const { retried: _retried, ...rest } = message
  return settingsView(rest)
}

/** The dead letter as the DLQ endpoints answer it. */
export function dlqView(entry: DlqEntry): View {
  return messageView(entry)
}

/** Anything made of settings, without what only the server needs and with `redact` applied. */
export function settingsView<T extends MessageSettings>(item: T): View {
  const { callbackHeaders: _callback, failureCallbackHeaders: _failure, redact, timeoutMs, ...rest } = item
  const view: View = { ...rest }
  if (timeoutMs !== undefined) view.timeout = timeoutMs
  if (!redact) return view
  if (redact.includes('body') && (item.body ?? item.bodyBase64) !== undefined) {
    view.body = redacted(decodeBody(item))
    delete view.bodyBase64
  }
  view.header = redactHeader(item.header, redact)
  return view
}

function redactHeader(header: HeaderMap, redact: string[]): HeaderMap {
  const all = redact.includes('header') || redact.includes('headers')
  const shown: HeaderMap = {}
  for (const [name, values] of Object.entries(header)) {
    const lower = name.toLowerCase()
    const hidden = all || redact.includes(`header[${lower}]`) || redact.includes(`headers[${lower}]`)
    shown[name] = hidden ? values.map(redacted) : values
  }
  return shown
}
