'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useState } from 'react'
import { useText } from '../frame/text.tsx'
import type { Question } from './use-confirm.tsx'

/** The dialog of `useConfirm`. If the question has `toType`, the button stays disabled until the text is typed. */
export function ConfirmDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const { title, children, verb, toType, onConfirm } = question
  const isReady = toType === undefined || typed.trim() === toType
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="popup">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
          {toType !== undefined && (
            <p>
              <label htmlFor="confirm-typed">{t('dialog.type', { text: toType })}</label>
              <input
                id="confirm-typed"
                value={typed}
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value)}
              />
            </p>
          )}
          <div className="actions">
            <AlertDialog.Close>{t('dialog.cancel')}</AlertDialog.Close>
            <AlertDialog.Close className="danger-button" disabled={!isReady} onClick={onConfirm}>
              {verb}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
