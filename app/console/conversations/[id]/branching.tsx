'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useIdempotencyKey } from '../../data/idempotency.ts'
import { edit, regenerate, type StartedJob } from '../../data/send-message.ts'
import { useText } from '../../frame/text.tsx'
import { Problem } from '../../parts/problem.tsx'
import { useToast } from '../../parts/toasts.tsx'

type Props = { messageId: number; userId: string }

/** Asks for another answer, and opens the branch that gets it. */
export function Regenerate({ messageId, userId }: Props) {
  const { t } = useText()
  const { failed } = useToast()
  const { keyOf, forget } = useIdempotencyKey()
  const goThere = useBranch()
  const asking = useMutation({
    mutationFn: () => regenerate(messageId, { userId, idempotencyKey: keyOf('again') }),
    onError: failed,
    onSuccess: (begun) => {
      forget()
      return goThere(begun)
    },
  })
  return (
    <button
      type="button"
      className="small-button"
      disabled={asking.isPending}
      onClick={() => asking.isPending || asking.mutate()}
    >
      {t('message.regenerate')}
    </button>
  )
}

type EditProps = Props & { text: string; onClose: () => void }

/** Edits a message. The answer to the new text starts a branch. Escape cancels. */
export function EditForm({ messageId, userId, text, onClose }: EditProps) {
  const { t } = useText()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(text)
  const { keyOf } = useIdempotencyKey()
  const goThere = useBranch()
  const asking = useMutation({
    mutationFn: (message: string) => edit(messageId, { userId, message, idempotencyKey: keyOf(message) }),
    onSuccess: goThere,
  })
  useEffect(() => field.current?.focus(), [])
  function send(event: FormEvent) {
    event.preventDefault()
    if (!asking.isPending && draft.trim()) asking.mutate(draft)
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose()
  }
  return (
    <form className="edit-form" onSubmit={send}>
      {asking.error && <Problem error={asking.error} />}
      <label htmlFor={id}>{t('message.newText')}</label>
      <textarea
        ref={field}
        id={id}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={leave}
        required
      />
      <p className="note">{t('message.editNote')}</p>
      <div className="actions">
        <button type="submit" className="main-button" disabled={asking.isPending}>
          {t('message.ask')}
        </button>
        <button type="button" onClick={onClose}>
          {t('dialog.cancel')}
        </button>
      </div>
    </form>
  )
}

/** Opens a new branch. */
function useBranch() {
  const router = useRouter()
  const client = useQueryClient()
  return async ({ conversationId }: StartedJob) => {
    router.push(`/console/conversations/${conversationId}`)
    await client.invalidateQueries()
  }
}
