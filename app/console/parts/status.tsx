'use client'

import { useText } from '../frame/text.tsx'

const tones = {
  queued: 'soft',
  running: 'fair',
  completed: 'good',
  answered: 'good',
  failed: 'bad',
  cancelled: 'soft',
} as const

/** The status of a job or a conversation as a colored word. */
export function Status({ status }: { status: keyof typeof tones }) {
  const { t } = useText()
  return <span className={`state ${tones[status]}`}>{t(`status.${status}`)}</span>
}
