'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactElement, ReactNode } from 'react'
import { useText } from '../frame/text.tsx'

type Props = {
  /** The button that opens the dialog. */
  trigger: ReactElement<Record<string, unknown>>
  title: string
  children: ReactNode
  /** The label of the button that confirms. */
  verb: string
  onConfirm: () => void
}

/** Asks for confirmation before an action that cannot be undone. */
export function Confirm({ trigger, title, children, verb, onConfirm }: Props) {
  const { t } = useText()
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="popup">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
          <div className="actions">
            <AlertDialog.Close>{t('dialog.cancel')}</AlertDialog.Close>
            <AlertDialog.Close className="danger-button" onClick={onConfirm}>
              {verb}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
