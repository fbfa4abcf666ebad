'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useId } from 'react'
import { query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useToast } from '../parts/toasts.tsx'

export type Budget = {
  userId: string | null
  period: 'day' | 'month'
  unit: 'tokens' | 'usd'
  soft: string | null
  hard: string | null
  alertPercent: number | null
  spent: string
  share: number
  resetsAt: string
}

type Props = { trigger: ReactElement<Record<string, unknown>>; budget?: Budget }

/** Creates or changes a budget. */
export function BudgetForm({ trigger, budget }: Props) {
  const { t } = useText()
  const { done } = useToast()
  const client = useQueryClient()
  const setting = query.useMutation('put', '/api/budgets')
  async function save(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? '').trim() || null
    const userId = budget ? budget.userId : text('userId')
    await setting.mutateAsync({
      body: {
        ...(userId !== null && { userId }),
        period: budget?.period ?? (text('period') as Budget['period']),
        unit: budget?.unit ?? (text('unit') as Budget['unit']),
        soft: text('soft'),
        hard: text('hard'),
        alertPercent: text('alertPercent') === null ? null : Number(text('alertPercent')),
      },
    })
    done(t('budgets.saved'))
    await client.invalidateQueries()
  }
  const title = budget
    ? t('budgets.changeOf', { name: budget.userId ?? t('budgets.server') })
    : t('budgets.set')
  return (
    <FormDialog trigger={trigger} title={title} verb={t('action.save')} onSubmit={save}>
      {!budget && (
        <>
          <Field name="userId" label={t('budgets.user')} note={t('budgets.userNote')} />
          <Choice
            name="period"
            label={t('budgets.period')}
            choices={[
              ['month', t('budgets.period.month')],
              ['day', t('budgets.period.day')],
            ]}
          />
          <Choice
            name="unit"
            label={t('budgets.unit')}
            choices={[
              ['usd', t('budgets.unit.usd')],
              ['tokens', t('budgets.unit.tokens')],
            ]}
          />
        </>
      )}
      <Field
        name="soft"
        label={t('budgets.soft')}
        note={t('budgets.softNote')}
        value={budget?.soft}
        isNumber
      />
      <Field
        name="hard"
        label={t('budgets.hard')}
        note={t('budgets.hardNote')}
        value={budget?.hard}
        isNumber
      />
      <Field name="alertPercent" label={t('budgets.alert')} value={budget?.alertPercent} isNumber />
    </FormDialog>
  )
}

type FieldProps = {
  name: string
  label: string
  note?: string
  value?: string | number | null | undefined
  isNumber?: boolean
}

function Field({ name, label, note, value, isNumber }: FieldProps) {
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        defaultValue={value ?? ''}
        inputMode={isNumber ? 'decimal' : undefined}
        aria-describedby={note && `${id}-note`}
      />
      {note && (
        <span id={`${id}-note`} className="note">
          {note}
        </span>
      )}
    </p>
  )
}

function Choice({ name, label, choices }: { name: string; label: string; choices: [string, string][] }) {
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name}>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </p>
  )
}
