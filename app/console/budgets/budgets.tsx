'use client'

import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterChoice, FilterText, useFilters } from '../parts/filters.tsx'
import { type Column, List } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { type Budget, BudgetForm } from './budget-form.tsx'
import { RemoveBudget } from './remove-budget.tsx'

const names = ['userId', 'usedPercentMin'] as const
const shares = ['50', '80', '100']

/** All budgets, most used first. */
export function Budgets() {
  const { t, percent } = useText()
  const { isOwner, scopes } = useSession()
  const mayChange = isOwner && scopes.includes('admin')
  const { values, set, clear } = useFilters(names)
  const columns = useColumns(mayChange)
  const list = query.useInfiniteQuery(
    'get',
    '/api/budgets/all',
    {
      params: {
        query: {
          limit: 50,
          ...(values.userId && { userId: values.userId }),
          ...(shares.includes(values.usedPercentMin ?? '') && {
            usedPercentMin: Number(values.usedPercentMin),
          }),
        },
      },
    },
    paged,
  )
  return (
    <>
      <Title
        actions={
          mayChange && (
            <BudgetForm
              trigger={
                <button type="button" className="main-button">
                  {t('budgets.set')}
                </button>
              }
            />
          )
        }
      >
        {t('budgets.title')}
      </Title>
      <FilterBar
        onApply={(form) => set(Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '')])))}
        onClear={values.userId || values.usedPercentMin ? clear : undefined}
      >
        {isOwner && <FilterText name="userId" label={t('budgets.user')} value={values.userId} />}
        <FilterChoice
          name="usedPercentMin"
          label={t('budgets.atLeast')}
          value={values.usedPercentMin}
          choices={shares.map((share) => [share, percent(Number(share) / 100)])}
        />
      </FilterBar>
      <List
        label={t('budgets.title')}
        query={list}
        rowsOf={({ data }) => data.budgets}
        keyOf={({ userId, period, unit }) => `${period} ${unit} ${userId ?? ''}`}
        columns={columns}
        empty={<p>{t('budgets.empty')}</p>}
      />
    </>
  )
}

function useColumns(mayChange: boolean): Column<Budget>[] {
  const { t, percent } = useText()
  const amount = useAmount()
  const columns: Column<Budget>[] = [
    {
      id: 'whose',
      title: t('budgets.whose'),
      cell: ({ userId }) => (userId === null ? t('budgets.server') : <bdi>{userId}</bdi>),
    },
    {
      id: 'used',
      title: t('budgets.used'),
      cell: ({ spent, hard, soft, unit, share }) => (
        <>
          <span className={`state ${share >= 1 ? 'bad' : share >= 0.8 ? 'fair' : 'good'}`}>
            {percent(share)}
          </span>
          <span className="excerpt">
            {t('budgets.of', { spent: amount(spent, unit), limit: amount(hard ?? soft, unit) })}
          </span>
        </>
      ),
    },
    { id: 'period', title: t('budgets.period'), cell: ({ period }) => t(`budgets.period.${period}`) },
    {
      id: 'soft',
      title: t('budgets.soft'),
      isNumber: true,
      cell: ({ soft, unit }) => soft !== null && amount(soft, unit),
    },
    {
      id: 'hard',
      title: t('budgets.hard'),
      isNumber: true,
      cell: ({ hard, unit }) => hard !== null && amount(hard, unit),
    },
    { id: 'resets', title: t('budgets.resets'), cell: ({ resetsAt }) => <Time at={resetsAt} /> },
  ]
  if (!mayChange) return columns
  return [
    ...columns,
    { id: 'actions', title: t('list.actions'), cell: (budget) => <Actions budget={budget} /> },
  ]
}

function Actions({ budget }: { budget: Budget }) {
  const { t } = useText()
  const name = budget.userId ?? t('budgets.server')
  return (
    <div className="actions">
      <BudgetForm
        budget={budget}
        trigger={
          <button type="button" className="small-button" aria-label={t('budgets.changeOf', { name })}>
            {t('budgets.change')}
          </button>
        }
      />
      <RemoveBudget budget={budget} name={name} />
    </div>
  )
}

/** Formats an amount of US dollars or tokens. */
function useAmount() {
  const { t, money, compact } = useText()
  return (amount: string | null, unit: 'tokens' | 'usd') => {
    if (amount === null) return t('none')
    return unit === 'usd' ? money(Number(amount)) : compact(Number(amount))
  }
}
