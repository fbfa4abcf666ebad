'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { useIdempotencyKey } from '../data/idempotency.ts'
import { type StartedJob, sendMessage } from '../data/send-message.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { Problem } from '../parts/problem.tsx'
import { useModelNames } from './use-model-names.ts'
import './composer.css'

type Props = {
  /** The conversation to continue. Without it, the message starts a new one. */
  conversationId?: number
  /** The user of the message. Only the owner can choose it, and only for a new conversation. */
  userId?: string | undefined
  onBegun: (begun: StartedJob) => unknown
}

/** The form that sends a message. */
export function Composer({ conversationId, userId = '', onBegun }: Props) {
  const { t } = useText()
  const { isOwner } = useSession()
  const id = useId()
  const [text, setText] = useState('')
  const [user, setUser] = useState(userId)
  const [model, setModel] = useState('')
  const { keyOf, forget } = useIdempotencyKey()
  const sending = useMutation({ mutationFn: sendMessage })
  const models = useModelNames()
  const isNew = conversationId === undefined
  async function send(event: FormEvent) {
    event.preventDefault()
    if (sending.isPending || !text.trim()) return
    const body = {
      message: text,
      ...(conversationId !== undefined && { conversationId }),
      ...(user && { userId: user }),
      ...(model.trim() && { model: model.trim() }),
    }
    const begun = await sending
      .mutateAsync({ ...body, idempotencyKey: keyOf(JSON.stringify(body)) })
      .catch(() => undefined)
    if (!begun) return
    forget()
    setText('')
    await onBegun(begun)
  }
  return (
    <form id="composer" className="composer" aria-label={t('composer.label')} onSubmit={send}>
      {sending.error && <Problem error={sending.error} />}
      {isNew && isOwner && (
        <p>
          <label htmlFor={`${id}-user`}>{t('composer.user')}</label>
          <input
            id={`${id}-user`}
            value={user}
            onChange={(event) => setUser(event.target.value)}
            aria-describedby={`${id}-user-note`}
            maxLength={128}
            required
          />
          <span className="note" id={`${id}-user-note`}>
            {t('composer.userNote')}
          </span>
        </p>
      )}
      <p>
        <label htmlFor={`${id}-text`}>{t('composer.message')}</label>
        <textarea
          id={`${id}-text`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={sendOnEnter}
          aria-describedby={`${id}-keys`}
          rows={3}
          required
        />
      </p>
      <div className="composer-foot">
        <p>
          <label htmlFor={`${id}-model`}>{t('composer.model')}</label>
          <input
            id={`${id}-model`}
            value={model}
            onChange={(event) => setModel(event.target.value)}
            placeholder={t('composer.modelDefault')}
            maxLength={200}
            list={`${id}-models`}
          />
          <datalist id={`${id}-models`}>
            {models.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </p>
        <span className="note" id={`${id}-keys`}>
          {t('composer.keys')}
        </span>
        <button type="submit" className="main-button" disabled={sending.isPending}>
          {t(sending.isPending ? 'composer.sending' : 'composer.send')}
        </button>
      </div>
    </form>
  )
}

/** Sends on Enter, unless Enter ends an IME composition, as in Korean. Safari shows that only by the key code. */
function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === composingKeyCode
  if (event.key !== 'Enter' || event.shiftKey || isComposing) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}

const composingKeyCode = 229
