'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { query } from '../../data/api.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useToast } from '../../parts/toasts.tsx'
import type { Conversation } from './types.ts'

const formats = ['markdown', 'json'] as const

/** Actions on a conversation: export, and with the scope `chat` also rename and delete. */
export function Actions(conversation: Conversation) {
  const { t } = useText()
  const { scopes } = useSession()
  return (
    <>
      {formats.map((format) => (
        <a
          key={format}
          className="button-link"
          href={`/api/conversations/${conversation.conversationId}/export?format=${format}`}
          download
        >
          {t(`conversation.export.${format}`)}
        </a>
      ))}
      {scopes.includes('chat') && <Changes {...conversation} />}
    </>
  )
}

function Changes({ conversationId: id, title, userId }: Conversation) {
  const { t } = useText()
  const { rename, remove } = useChanges(id, userId)
  return (
    <>
      <FormDialog
        trigger={<button type="button">{t('conversations.rename')}</button>}
        title={t('conversations.rename')}
        verb={t('action.save')}
        onSubmit={rename}
      >
        <label htmlFor="new-title">{t('conversations.newTitle')}</label>
        <input id="new-title" name="title" defaultValue={title ?? ''} required maxLength={200} />
      </FormDialog>
      <Confirm
        trigger={<button type="button">{t('action.delete')}</button>}
        title={t('conversations.deleteTitle')}
        verb={t('action.delete')}
        onConfirm={remove}
      >
        {t('conversations.deleteNote')}
      </Confirm>
    </>
  )
}

function useChanges(id: number, userId: string) {
  const { t } = useText()
  const { failed, done } = useToast()
  const client = useQueryClient()
  const router = useRouter()
  const renaming = query.useMutation('patch', '/api/conversations/{id}')
  const deleting = query.useMutation('delete', '/api/conversations/{id}')
  const params = { path: { id } }
  async function rename(form: FormData) {
    await renaming.mutateAsync({ params, body: { title: String(form.get('title')) } })
    await client.invalidateQueries()
  }
  function remove() {
    deleting.mutate(
      { params: { ...params, query: { userId } } },
      {
        onError: failed,
        onSuccess() {
          done(t('conversations.deleted'))
          router.push('/console/conversations')
        },
      },
    )
  }
  return { rename, remove }
}
