'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Secret } from '../parts/secret.tsx'

type Scope = AnswerOf<'/api/keys'>['keys'][number]['scopes'][number]
const isScope: Record<Scope, true> = { chat: true, read: true, usage: true, admin: true }
const scopes = Object.keys(isScope) as Scope[]

/** Creates an API key, and shows it once. */
export function CreateKey() {
  const { t } = useText()
  const client = useQueryClient()
  const creating = query.useMutation('post', '/api/keys')
  const [made, setMade] = useState<string>()
  async function create(form: FormData) {
    const { data } = await creating.mutateAsync({ body: bodyOf(form) })
    setMade(data.key)
    creating.reset()
    await client.invalidateQueries()
  }
  return (
    <>
      <FormDialog
        trigger={
          <button type="button" className="main-button">
            {t('keys.create')}
          </button>
        }
        title={t('keys.create')}
        verb={t('keys.create')}
        onSubmit={create}
      >
        <KeyFields />
      </FormDialog>
      {made !== undefined && (
        <Secret
          title={t('keys.madeTitle')}
          note={t('keys.madeNote')}
          secret={made}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  )
}

function bodyOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const models = text('models')
    .split(',')
    .map((model) => model.trim())
  return {
    name: text('name'),
    scopes: scopes.filter((scope) => form.has(`scope.${scope}`)),
    ...(text('userId') && { userId: text('userId') }),
    ...(text('models') && { models: models.filter(Boolean) }),
    ...(text('requestsPerHour') && { requestsPerHour: Number(text('requestsPerHour')) }),
    ...(text('days') && { expiresInDays: Number(text('days')) }),
  }
}

function KeyFields() {
  const { t } = useText()
  return (
    <div className="fields">
      <p>
        <label htmlFor="key-name">{t('keys.name')}</label>
        <input id="key-name" name="name" required maxLength={200} aria-describedby="key-name-note" />
        <span id="key-name-note" className="note">
          {t('keys.createNote')}
        </span>
      </p>
      <fieldset>
        <legend>{t('keys.scopes')}</legend>
        {scopes.map((scope) => (
          <label key={scope} className="choice">
            <input
              type="checkbox"
              name={`scope.${scope}`}
              defaultChecked={scope === 'chat' || scope === 'read'}
            />{' '}
            {t(`keys.scope.${scope}`)}
          </label>
        ))}
      </fieldset>
      <p>
        <label htmlFor="key-user">{t('keys.user')}</label>
        <input id="key-user" name="userId" maxLength={128} aria-describedby="key-user-note" />
        <span id="key-user-note" className="note">
          {t('keys.userNote')}
        </span>
      </p>
      <p>
        <label htmlFor="key-models">{t('keys.models')}</label>
        <input id="key-models" name="models" maxLength={2000} aria-describedby="key-models-note" />
        <span id="key-models-note" className="note">
          {t('keys.modelsNote')}
        </span>
      </p>
      <p>
        <label htmlFor="key-hour">{t('keys.requestsPerHour')}</label>
        <input id="key-hour" name="requestsPerHour" type="number" min={1} max={1_000_000} />
      </p>
      <p>
        <label htmlFor="key-days">{t('keys.days')}</label>
        <input id="key-days" name="days" type="number" min={1} max={3650} aria-describedby="key-days-note" />
        <span id="key-days-note" className="note">
          {t('keys.daysNote')}
        </span>
      </p>
    </div>
  )
}
