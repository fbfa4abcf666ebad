'use client'

import { Dialog } from '@base-ui/react/dialog'
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react'
import { useText } from '../frame/text.tsx'
import { Problem } from './problem.tsx'

type Props = {
  trigger: ReactElement<Record<string, unknown>>
  title: string
  children: ReactNode
  verb: string
  /** Submits the form. If it throws, the dialog stays open and shows the error. */
  onSubmit: (form: FormData) => Promise<unknown>
}

/** A dialog with a form. */
export function FormDialog({ trigger, title, children, verb, onSubmit }: Props) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await onSubmit(new FormData(event.currentTarget))
      setOpen(false)
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  const change = (open: boolean) => {
    setOpen(open)
    setError(undefined)
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={change}>
      <Dialog.Trigger render={trigger} />
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup">
          <Dialog.Title>{title}</Dialog.Title>
          <form onSubmit={submit}>
            {error !== undefined && <Problem error={error} />}
            {children}
            <div className="actions">
              <Dialog.Close>{t('dialog.cancel')}</Dialog.Close>
              <button type="submit" className="main-button" disabled={isBusy}>
                {verb}
              </button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
