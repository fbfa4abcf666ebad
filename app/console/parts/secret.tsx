'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useId, useState } from 'react'
import { useText } from '../frame/text.tsx'

type Props = { title: string; note: string; secret: string; onClose: () => void }

/** A dialog that shows a secret once, with a copy button. A click outside does not close it. */
export function Secret({ title, note, secret, onClose }: Props) {
  const { t } = useText()
  const id = useId()
  const [isCopied, setCopied] = useState(false)
  async function copy() {
    const field = document.getElementById(id) as HTMLInputElement
    field.select()
    // Browsers have a clipboard only over HTTPS or on localhost. Elsewhere the text is selected.
    await navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => {},
    )
  }
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup">
          <Dialog.Title>{title}</Dialog.Title>
          <Dialog.Description>{note}</Dialog.Description>
          <input id={id} aria-label={title} className="secret" readOnly value={secret} />
          <div className="actions">
            <button type="button" className="main-button" onClick={copy}>
              {t(isCopied ? 'action.copied' : 'action.copy')}
            </button>
            <Dialog.Close>{t('dialog.close')}</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
