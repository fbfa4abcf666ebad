'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { faultOf } from '../data/fault.ts'
import { useText } from '../frame/text.tsx'
import { type Message, messages } from './messages.ts'

/** Loaded with the first message. */
const Region = dynamic(() => import('./toast-region.tsx').then((module) => module.ToastRegion))

/** Shows short messages of what was done, in a corner, and tells screen readers. */
export function Toasts() {
  const isUsed = useSyncExternalStore(messages.subscribe, messages.hasSome, () => false)
  return isUsed && <Region />
}

/** Says what was done, with a way to undo it if there is one, or what went wrong. */
export function useToast() {
  const { t } = useText()
  return {
    done: (title: string, undo?: () => void) => messages.add({ title, ...(undo && { undo }) }),
    failed(error: unknown) {
      const { code, detail } = faultOf(error)
      const description = detail || t(code === 'network' ? 'error.network' : 'error.unknown')
      messages.add({ title: t('error.failed'), description, isError: true } satisfies Message)
    },
  }
}
