'use client'

import { LanguageSelect } from '../../language-select.tsx'
import { useText } from './text.tsx'

/** Selects the language of the console. */
export function LanguageSwitch() {
  const { t, language } = useText()
  return <LanguageSelect language={language} label={t('shell.language')} />
}
