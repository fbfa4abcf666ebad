'use client'

import { Toast } from '@base-ui/react/toast'
import { useEffect } from 'react'
import { useText } from '../frame/text.tsx'
import { messages } from './messages.ts'

const shownMs = 6_000

/** The corner that shows the toasts. */
export function ToastRegion() {
  return (
    <Toast.Provider timeout={shownMs}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <Shown />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function Shown() {
  const { t } = useText()
  const { toasts, add } = Toast.useToastManager()
  useEffect(() => {
    const show = () => {
      for (const { title, description, isError, undo } of messages.take())
        add({
          title,
          description,
          ...(isError && { type: 'error', priority: 'high' as const }),
          ...(undo && { actionProps: { children: t('action.undo'), onClick: undo } }),
        })
    }
    show()
    return messages.subscribe(show)
  }, [add, t])
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast">
      <Toast.Content>
        <Toast.Title />
        <Toast.Description />
        <Toast.Action />
        <Toast.Close aria-label={t('dialog.close')}>×</Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
