'use client'

import { useId } from 'react'
import { type Language, languageCookie, languages } from '#app/languages'

const yearSeconds = 31_536_000

/** Stores the reader's language in a cookie, and reloads the page in that language. */
export function LanguageSelect({ language, label }: { language: Language; label: string }) {
  const id = useId()
  const choose = (chosen: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context
    document.cookie = `${languageCookie}=${chosen}; path=/; max-age=${yearSeconds}; samesite=lax`
    location.reload()
  }
  return (
    <p className="language">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <select id={id} value={language} onChange={(event) => choose(event.target.value)}>
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </p>
  )
}
