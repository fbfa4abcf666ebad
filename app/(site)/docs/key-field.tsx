'use client'

import { useEffect, useState } from 'react'
import { keepKey, readKey } from './key.ts'

/** The input for the reader's key. The browser sends the key only to this server. */
export function KeyField() {
  const [key, setKey] = useState('')
  useEffect(() => setKey(readKey()), [])

  function change(value: string) {
    setKey(value)
    keepKey(value.trim())
  }

  return (
    <p className="scripted key">
      <label htmlFor="key">Your key, to try operations</label>
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
        <code>API_SECRET_KEY</code>, or a key from <a href="#createKey">createKey</a>. Only this tab keeps it,
        until you close the tab.
      </span>
    </p>
  )
}
