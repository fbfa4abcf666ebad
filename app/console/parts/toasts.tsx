'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { callErrorOf } from '../data/call-error.ts'
import { useText } from '../frame/text.tsx'
import { type Message, messages } from './messages.ts'

/** Loaded when the first message is shown. */
const Region = dynamic(() => import('./toast-region.tsx').then((module) => module.ToastRegion))

/** Shows short messages in a corner, and announces them to screen readers. */
export function Toasts() {
  const isUsed = useSyncExternalStore(messages.subscribe, messages.hasSome, () => false)
  return isUsed && <Region />
}

/** Reports a success, optionally with an undo button, or an error. */
export function useToast() {
  const { t } = useText()
  return {
    done: (title: string, undo?: () => void) => messages.add({ title, ...(undo && { undo }) }),
    failed(error: unknown) {
      const { code, detail } = callErrorOf(error)
      const description = detail || t(code === 'network' ? 'error.network' : 'error.unknown')
      messages.add({ title: t('error.failed'), description, isError: true } satisfies Message)
    },
  }
}
