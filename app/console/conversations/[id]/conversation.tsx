'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { query } from '../../data/api.ts'
import { useText } from '../../frame/text.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Title } from '../../parts/title.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { Messages } from './messages.tsx'

/** One conversation: what it is, what can be done with it, and its messages. */
export function Conversation({ id }: { id: number }) {
  const { t } = useText()
  const found = query.useQuery('get', '/api/conversations/{id}', { params: { path: { id } } })
  if (found.error)
    return <Problem error={found.error} title={t('error.title')} onRetry={() => found.refetch()} />
  const { title, userId } = found.data?.data ?? { title: null, userId: '' }
  return (
    <>
      <Title actions={found.data && <Actions id={id} title={title ?? ''} userId={userId} />}>
        {found.isPending ? <span className="bone" /> : (title ?? t('conversations.untitled'))}
      </Title>
      <p className="note">
        <bdi>{userId}</bdi>
      </p>
      <Messages conversationId={id} />
    </>
  )
}

function Actions({ id, title, userId }: { id: number; title: string; userId: string }) {
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
  return (
    <>
      <FormDialog
        trigger={<button type="button">{t('conversations.rename')}</button>}
        title={t('conversations.rename')}
        verb={t('action.save')}
        onSubmit={rename}
      >
        <label htmlFor="new-title">{t('conversations.newTitle')}</label>
        <input id="new-title" name="title" defaultValue={title} required maxLength={200} />
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
