'use client'

import { useText } from '../frame/text.tsx'
import { Title } from '../parts/title.tsx'

export function Overview() {
  const { t } = useText()
  return <Title>{t('nav.overview')}</Title>
}
