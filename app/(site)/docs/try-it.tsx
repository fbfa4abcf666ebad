'use client'

import { type FormEvent, useState } from 'react'
import { readKey } from './key.ts'

type Parameter = { name: string; place: 'path' | 'query'; required: boolean; example: string }
type Props = {
  id: string
  method: string
  path: string
  parameters: Parameter[]
  body?: string
  /** True if the operation can answer with server-sent events. */
  canStream: boolean
}
type Shown = { title: string; text: string }

/** A form that calls the operation from the browser with the reader's key, and shows the response. */
export function TryIt({ id, method, path, parameters, body, canStream }: Props) {
  const [shown, setShown] = useState<Shown>()
  const [isBusy, setBusy] = useState(false)

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const address = addressOf(path, parameters, form)
    if (method === 'DELETE' && !window.confirm(`${method} ${address} deletes permanently. Continue?`)) return
    setBusy(true)
    const call = { method, address, body: form.get('body'), streams: form.has('stream') }
    await ask(call, setShown)
    setBusy(false)
  }

  return (
    <details className="scripted try">
      <summary>Try it</summary>
      <form onSubmit={send} aria-label={`Try ${id}`}>
        {parameters.map(({ name, required, example }) => (
          <p key={name}>
            <label htmlFor={`${id}-${name}`}>
              <code>{name}</code>
            </label>
            <input id={`${id}-${name}`} name={`field-${name}`} required={required} defaultValue={example} />
          </p>
        ))}
        {body !== undefined && (
          <p>
            <label htmlFor={`${id}-body`}>Body</label>
            <textarea
              id={`${id}-body`}
              name="body"
              spellCheck={false}
              rows={body.split('\n').length + 1}
              defaultValue={body}
            />
          </p>
        )}
        {canStream && (
          <p className="choice">
            <input id={`${id}-stream`} name="stream" type="checkbox" />
            <label htmlFor={`${id}-stream`}>Stream the answer</label>
          </p>
        )}
        <button type="submit" disabled={isBusy}>
          {isBusy ? 'Waiting …' : 'Send'}
        </button>
      </form>
      <output aria-live="polite">
        {shown && (
          <figure className="code">
            <figcaption>{shown.title}</figcaption>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
            <pre tabIndex={0}>
              <code>{shown.text}</code>
            </pre>
          </figure>
        )}
      </output>
    </details>
  )
}

/** The path and query of the call. It is relative, so it works under every host name of this server. */
function addressOf(path: string, parameters: Parameter[], form: FormData): string {
  let address = path
  const query = new URLSearchParams()
  for (const { name, place } of parameters) {
    const value = String(form.get(`field-${name}`) ?? '')
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value))
    else if (value) query.set(name, value)
  }
  return query.size > 0 ? `${address}?${query}` : address
}

type Call = { method: string; address: string; body: FormDataEntryValue | null; streams: boolean }

/** Sends the call and shows the response: once at its end, or event by event if it streams. */
async function ask({ method, address, body, streams }: Call, show: (shown: Shown) => void): Promise<void> {
  const key = readKey()
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (key) headers.authorization = `Bearer ${key}`
  if (streams) headers.accept = 'text/event-stream'
  try {
    const response = await fetch(address, { method, headers, body })
    const title = `${method} ${address} answered ${response.status}`
    if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
      return show({ title, text: indented(await response.text()) })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += read.value
      show({ title, text })
    }
  } catch (error) {
    show({ title: `${method} ${address} got no answer`, text: String(error) })
  }
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
