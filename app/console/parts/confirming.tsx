'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'

/** Loaded with the first question. */
const ConfirmDialog = dynamic(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog))

export type Question = {
  title: string
  children: ReactNode
  /** The verb on the button that does it. */
  verb: string
  /** What has to be typed first, such as the name of what will be gone. */
  toType?: string
  onConfirm: () => void
}

/** Asks before something is done: one dialog for a whole page, such as a list with a button in each row. */
export function useConfirm() {
  const [question, setQuestion] = useState<Question>()
  const dialog = question && <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />
  return { ask: setQuestion, dialog }
}
