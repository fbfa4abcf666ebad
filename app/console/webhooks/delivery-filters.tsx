'use client'

import { startOfDay } from '../frame/days.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterChoice, FilterText, useFilters } from '../parts/filters.tsx'
import { endpointEvents } from './endpoint-fields.tsx'

const names = ['status', 'event', 'endpointId', 'userId', 'since', 'until'] as const
const statuses = ['pending', 'delivered', 'failed'] as const
const events = [...endpointEvents, 'webhook.test'] as const
type Values = Record<(typeof names)[number], string | undefined>

/** The delivery filters in the page's URL, and as API parameters. */
export function useDeliveryFilters() {
  const filters = useFilters(names)
  return { ...filters, ...toFilter(filters.values) }
}

export type DeliveryFilter = ReturnType<typeof toFilter>['filter']

function toFilter({ status, event, since, until, ...rest }: Values) {
  const filter = {
    ...rest,
    ...(event && { event: event as (typeof events)[number] }),
    ...(since && { createdAfter: startOfDay(since) }),
    ...(until && { createdBefore: startOfDay(until, 1) }),
  }
  return { filter, status: status as (typeof statuses)[number] | undefined }
}

type Props = ReturnType<typeof useDeliveryFilters>

export function DeliveryFilters({ values, set, clear }: Props) {
  const { t } = useText()
  const { userId } = useSession()
  return (
    <FilterBar
      onApply={(form) => set(Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '')])))}
      onClear={names.some((name) => values[name]) ? clear : undefined}
    >
      <FilterChoice
        name="status"
        label={t('webhooks.status')}
        value={values.status}
        choices={statuses.map((status) => [status, t(`webhooks.${status}`)])}
      />
      <FilterChoice
        name="event"
        label={t('webhooks.event')}
        value={values.event}
        choices={events.map((event) => [event, event])}
      />
      <FilterText name="endpointId" label={t('webhooks.endpoint')} value={values.endpointId} />
      {userId === null && <FilterText name="userId" label={t('webhooks.user')} value={values.userId} />}
      <FilterText name="since" type="date" label={t('webhooks.from')} value={values.since} />
      <FilterText name="until" type="date" label={t('webhooks.until')} value={values.until} />
    </FilterBar>
  )
}
