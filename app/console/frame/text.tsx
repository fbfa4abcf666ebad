'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Language } from '#app/languages'
import type { TextKey, Texts } from '../text/index.ts'
import { fillIn, formatsOf } from './format.ts'

const Context = createContext<{ language: Language; texts: Texts } | undefined>(undefined)

/** Provides the texts of one language to its children. */
export function TextProvider(props: { language: Language; texts: Texts; children: ReactNode }) {
  const { language, texts, children } = props
  const value = useMemo(() => ({ language, texts }), [language, texts])
  return <Context value={value}>{children}</Context>
}

/** Texts by key, and formatters for the reader's language. */
export function useText() {
  const context = useContext(Context)
  if (!context) throw new Error('useText needs a TextProvider.')
  const { language, texts } = context
  return useMemo(() => {
    const t = (key: TextKey, values: Record<string, string | number> = {}) =>
      fillIn(texts[key], values, language)
    return { t, language, ...formatsOf(language) }
  }, [language, texts])
}
