'use client'

import { type MouseEvent, useEffect, useState } from 'react'
import type { Language } from '#app/languages'

const labelsOf = {
  en: { idle: 'Copy', copied: 'Copied', selected: 'Selected' },
  ko: { idle: '복사', copied: '복사됨', selected: '선택됨' },
}

type Props = { text: string; what: string; language: Language }

/**
 * Copies a text to the clipboard. Browsers give no clipboard to plain http pages other than localhost: there it
 * selects the `code` of its figure, for the reader's own copy key.
 */
export function CopyButton({ text, what, language }: Props) {
  const labels = labelsOf[language]
  const [state, setState] = useState<keyof typeof labels>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2_000)
    return () => clearTimeout(timer)
  }, [state])

  async function copy({ currentTarget }: MouseEvent<HTMLButtonElement>) {
    const code = currentTarget.closest('figure')?.querySelector('code')
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      if (code) getSelection()?.selectAllChildren(code)
      setState('selected')
    }
  }

  return (
    <>
      <button type="button" onClick={copy} aria-label={`${labels[state]}: ${what}`}>
        {labels[state]}
      </button>
      <output className="unseen">{state === 'idle' ? '' : labels[state]}</output>
    </>
  )
}
