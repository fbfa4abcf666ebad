'use client'

import { LanguageSelect } from '../../language-select.tsx'
import { useText } from './text.tsx'

/** The console's choice of its language. */
export function LanguageSwitch() {
  const { t, language } = useText()
  return <LanguageSelect language={language} label={t('shell.language')} />
}
