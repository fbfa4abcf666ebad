'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { query } from '../../data/api.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useConfirm } from '../../parts/use-confirm.tsx'
import { UserFields } from '../user-fields.tsx'

type Person = { userId: string; name: string | null; email: string | null }

/** Actions on a user: change, export, delete. */
export function UserActions({ user }: { user: Person }) {
  const { t } = useText()
  const { scopes } = useSession()
  const { ask, dialog } = useConfirm()
  const { change, remove } = useUserChanges(user.userId)
  const askDelete = () =>
    ask({
      title: t('users.deleteTitle'),
      children: t('users.deleteNote'),
      verb: t('users.delete'),
      toType: user.userId,
      onConfirm: remove,
    })
  return (
    <>
      {scopes.includes('chat') && (
        <FormDialog
          trigger={<button type="button">{t('users.edit')}</button>}
          title={t('users.edit')}
          verb={t('action.save')}
          onSubmit={change}
        >
          <div className="fields">
            <UserFields given={user} />
          </div>
        </FormDialog>
      )}
      {scopes.includes('read') && (
        <a className="button" href={`/api/users/${encodeURIComponent(user.userId)}/export`} download>
          {t('users.export')}
        </a>
      )}
      {scopes.includes('admin') && (
        <button type="button" onClick={askDelete}>
          {t('users.delete')}
        </button>
      )}
      {dialog}
    </>
  )
}

function useUserChanges(userId: string) {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const router = useRouter()
  const changing = query.useMutation('patch', '/api/users/{id}')
  const deleting = query.useMutation('delete', '/api/users/{id}')
  const params = { path: { id: userId } }
  async function change(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? '').trim() || null
    await changing.mutateAsync({ params, body: { name: text('name'), email: text('email') } })
    done(t('users.changed'))
    await client.invalidateQueries()
  }
  const remove = () =>
    deleting.mutate(
      { params },
      {
        onError: failed,
        onSuccess({ data }) {
          done(t('deletionId' in data ? 'users.deleting' : 'users.deleted'))
          client.removeQueries({ queryKey: ['get', '/api/search/users'] })
          router.push('/console/users')
        },
      },
    )
  return { change, remove }
}
