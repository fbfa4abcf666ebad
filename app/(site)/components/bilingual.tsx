import type { ReactNode } from 'react'
import type { Language } from '#app/languages'
import { LanguageSelect } from '../../language-select.tsx'

/** A sentence in both languages, with the Markdown that `inline` renders. */
export type Bilingual = readonly [english: string, korean: string]

/** The sentence in the reader's language. */
export const textIn = (language: Language, [english, korean]: Bilingual): string =>
  language === 'ko' ? korean : english

const label: Bilingual = ['Language', '언어']

/** The content of a page in the reader's language, with a field to choose another. */
export function BilingualPage({ language, children }: { language: Language; children: ReactNode }) {
  return (
    <div className="bilingual" lang={language}>
      <div className="scripted">
        <LanguageSelect language={language} label={textIn(language, label)} />
      </div>
      {children}
    </div>
  )
}
