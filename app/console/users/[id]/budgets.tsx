'use client'

import { query } from '../../data/api.ts'
import { useText } from '../../frame/text.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { Time } from '../../parts/time.tsx'

/** A user's budgets and how much of each is used. */
export function UserBudgets({ userId }: { userId: string }) {
  const { t, number, money } = useText()
  const found = query.useQuery('get', '/api/budgets', { params: { query: { userId } } })
  const { data, error } = found
  const budgets = data?.data.budgets ?? []
  return (
    <>
      <h2>{t('users.budgets')}</h2>
      <LoadProblem query={found} />
      {!error && budgets.length === 0 && (
        <p className="note">{t(data ? 'users.noBudget' : 'list.loading')}</p>
      )}
      <ul className="plain">
        {budgets.map(({ period, unit, spent, hard, resetsAt }) => {
          const show = (value: string) => (unit === 'usd' ? money(Number(value)) : number(Number(value)))
          return (
            <li key={`${period} ${unit}`}>
              {t(`users.budget.${period}`)}:{' '}
              {hard === null
                ? t(`users.unlimited.${unit}`, { spent: show(spent) })
                : t(`users.limited.${unit}`, { spent: show(spent), hard: show(hard) })}{' '}
              <span className="note">
                {t('users.resets')} <Time at={resetsAt} />
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
