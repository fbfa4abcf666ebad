'use client'

import { useEffect, useState } from 'react'
import { keepKey, readKey } from './key.ts'

/** Takes the reader's key, which never leaves the browser but for calls to this server. */
export function KeyField() {
  const [key, setKey] = useState('')
  useEffect(() => setKey(readKey()), [])

  function change(value: string) {
    setKey(value)
    keepKey(value.trim())
  }

  return (
    <p className="scripted key">
      <label htmlFor="key">Your key, for trying things out</label>
      <input
        id="key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={key}
        onChange={({ target }) => change(target.value)}
        aria-describedby="key-note"
      />
      <span id="key-note">
        <code>API_SECRET_KEY</code>, or one from <a href="#createKey">createKey</a>. Kept in this tab alone,
        until you close it.
      </span>
    </p>
  )
}
