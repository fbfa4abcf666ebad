'use client'

import { useQueryClient } from '@tanstack/react-query'
import { query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useToast } from '../parts/toasts.tsx'
import { UserFields } from './user-fields.tsx'

/** Creates a user before their first message. */
export function CreateUser() {
  const { t } = useText()
  const { done } = useToast()
  const client = useQueryClient()
  const creating = query.useMutation('post', '/api/users')
  async function create(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const [name, email] = [text('name'), text('email')]
    await creating.mutateAsync({
      body: { userId: text('userId'), ...(name && { name }), ...(email && { email }) },
    })
    done(t('users.created'))
    await client.invalidateQueries()
  }
  return (
    <FormDialog
      trigger={
        <button type="button" className="main-button">
          {t('users.create')}
        </button>
      }
      title={t('users.create')}
      verb={t('users.create')}
      onSubmit={create}
    >
      <div className="fields">
        <p>
          <label htmlFor="user-id">{t('users.id')}</label>
          <input
            id="user-id"
            name="userId"
            required
            maxLength={128}
            pattern="\S+"
            aria-describedby="user-id-note"
          />
          <span id="user-id-note" className="note">
            {t('users.idNote')}
          </span>
        </p>
        <UserFields />
      </div>
    </FormDialog>
  )
}
