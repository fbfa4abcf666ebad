'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'

/** Loaded when the first question is asked. */
const ConfirmDialog = dynamic(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog))

export type Question = {
  title: string
  children: ReactNode
  /** The label of the button that confirms. */
  verb: string
  /** A text that the reader must type first, such as the name of the record to delete. */
  toType?: string
  onConfirm: () => void
}

/** Asks for confirmation. One dialog serves a whole page, such as a list with a button in each row. */
export function useConfirm() {
  const [question, setQuestion] = useState<Question>()
  const dialog = question && <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />
  return { ask: setQuestion, dialog }
}
