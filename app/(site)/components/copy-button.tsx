'use client'

import { type MouseEvent, useEffect, useState } from 'react'
import type { Language } from '#app/languages'

const labelsOf = {
  en: { idle: 'Copy', copied: 'Copied', selected: 'Selected' },
  ko: { idle: '복사', copied: '복사됨', selected: '선택됨' },
}

type Props = { text: string; what: string; language: Language }

/**
 * Copies a text to the clipboard. Pages over plain HTTP other than localhost have no clipboard: there the button selects
 * the `code` of its figure, and the reader copies it with the keyboard.
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
