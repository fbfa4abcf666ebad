'use client'

import { useQueryClient } from '@tanstack/react-query'
import { query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { useToast } from '../parts/toasts.tsx'
import type { Budget } from './budget-form.tsx'

/** Removes a budget after a confirmation. The toast can undo it. */
export function RemoveBudget({ budget, name }: { budget: Budget; name: string }) {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const setting = query.useMutation('put', '/api/budgets')
  const { userId, period, unit, soft, hard, alertPercent } = budget
  const budgetKey = { period, unit, ...(userId !== null && { userId }) }
  // By the time of an undo the row is unmounted, and callbacks of `mutate` would not run.
  async function put(limits: Pick<Budget, 'soft' | 'hard' | 'alertPercent'>, message?: string) {
    try {
      await setting.mutateAsync({ body: { ...budgetKey, ...limits } })
      if (message) done(message, () => put({ soft, hard, alertPercent }))
      await client.invalidateQueries()
    } catch (error) {
      failed(error)
    }
  }
  return (
    <Confirm
      trigger={
        <button type="button" className="small-button">
          {t('budgets.remove')}
        </button>
      }
      title={t('budgets.removeTitle')}
      verb={t('budgets.remove')}
      onConfirm={() => put({ soft: null, hard: null, alertPercent: null }, t('budgets.removed'))}
    >
      {t('budgets.removeNote', { name })}
    </Confirm>
  )
}
