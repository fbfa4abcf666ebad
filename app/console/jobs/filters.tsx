'use client'

import { startOfDay } from '../frame/days.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterChoice, FilterText, useFilters } from '../parts/filters.tsx'

const names = ['status', 'userId', 'model', 'conversationId', 'keyId', 'errorCode', 'since', 'until'] as const
const statuses = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
export type JobStatus = (typeof statuses)[number]
type Values = Record<(typeof names)[number], string | undefined>

/** The job filters in the page's URL, and as API parameters. */
export function useJobFilters() {
  const filters = useFilters(names)
  const isFiltered = names.some((name) => filters.values[name])
  return { ...filters, isFiltered, ...toFilter(filters.values) }
}

export type JobFilter = ReturnType<typeof toFilter>['filter']

function toFilter({ status, since, until, conversationId, ...rest }: Values) {
  const filter = {
    ...rest,
    ...(conversationId && { conversationId: Number(conversationId) }),
    ...(since && { createdAfter: startOfDay(since) }),
    ...(until && { createdBefore: startOfDay(until, 1) }),
  }
  return { filter, ...(status && { status: status as JobStatus }) }
}

export function JobFilters({ values, set, clear, isFiltered }: ReturnType<typeof useJobFilters>) {
  const { t } = useText()
  const { userId } = useSession()
  return (
    <FilterBar
      onApply={(form) => set(Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '')])))}
      onClear={isFiltered ? clear : undefined}
    >
      <FilterChoice
        name="status"
        label={t('jobs.status')}
        value={values.status}
        choices={statuses.map((status) => [status, t(`status.${status}`)])}
      />
      {userId === null && <FilterText name="userId" label={t('jobs.user')} value={values.userId} />}
      <FilterText name="model" label={t('jobs.model')} value={values.model} />
      <FilterText
        name="conversationId"
        label={t('jobs.conversation')}
        value={values.conversationId}
        type="number"
      />
      {(userId === null || values.keyId) && (
        <FilterText name="keyId" label={t('jobs.key')} value={values.keyId} />
      )}
      <FilterText name="errorCode" label={t('jobs.errorCode')} value={values.errorCode} />
      <FilterText name="since" type="date" label={t('jobs.since')} value={values.since} />
      <FilterText name="until" type="date" label={t('jobs.until')} value={values.until} />
    </FilterBar>
  )
}
