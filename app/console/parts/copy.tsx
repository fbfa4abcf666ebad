'use client'

import { useEffect, useState } from 'react'
import { useText } from '../frame/text.tsx'
import { useToast } from './toasts.tsx'

const shownMs = 2_000

/** Copies a text. `text` may load it first. */
export function Copy({ text }: { text: () => string | Promise<string> }) {
  const { t } = useText()
  const { failed } = useToast()
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    const timer = isDone ? setTimeout(() => setDone(false), shownMs) : undefined
    return () => clearTimeout(timer)
  }, [isDone])
  async function copy() {
    try {
      const copied = await text()
      await navigator.clipboard.writeText(copied).catch(() => {
        throw { code: 'not_copied', detail: t('action.notCopied') }
      })
      setDone(true)
    } catch (error) {
      failed(error)
    }
  }
  // Browsers have a clipboard only over HTTPS or on localhost.
  if (!navigator.clipboard) return null
  return (
    <button type="button" className="small-button" onClick={copy}>
      {t(isDone ? 'action.copied' : 'action.copy')}
    </button>
  )
}
