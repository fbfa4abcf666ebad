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

/** The state of a job or a conversation, as a word with its color. */
export function Status({ status }: { status: keyof typeof tones }) {
  const { t } = useText()
  return <span className={`state ${tones[status]}`}>{t(`status.${status}`)}</span>
}
