'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { query } from '../data/api.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Secret } from '../parts/secret.tsx'
import { EndpointFields, endpointOf } from './endpoint-fields.tsx'

/** Creates a webhook endpoint, and shows its secret once. */
export function CreateEndpoint() {
  const { t } = useText()
  const { userId } = useSession()
  const client = useQueryClient()
  const creating = query.useMutation('post', '/api/webhook-endpoints')
  const [secret, setSecret] = useState<string>()
  async function create(form: FormData) {
    const owner = String(form.get('userId') ?? '').trim()
    const body = { ...endpointOf(form), ...(owner && { userId: owner }) }
    const { data } = await creating.mutateAsync({ body })
    setSecret(data.secret)
    creating.reset()
    await client.invalidateQueries()
  }
  return (
    <>
      <FormDialog
        trigger={
          <button type="button" className="main-button">
            {t('webhooks.create')}
          </button>
        }
        title={t('webhooks.create')}
        verb={t('webhooks.create')}
        onSubmit={create}
      >
        <EndpointFields />
        {userId === null && (
          <p>
            <label htmlFor="endpoint-user">{t('webhooks.user')}</label>
            <input id="endpoint-user" name="userId" maxLength={128} aria-describedby="endpoint-user-note" />
            <span id="endpoint-user-note" className="note">
              {t('webhooks.userNote')}
            </span>
          </p>
        )}
      </FormDialog>
      {secret !== undefined && (
        <Secret
          title={t('webhooks.secretTitle')}
          note={t('webhooks.secretNote')}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </>
  )
}
