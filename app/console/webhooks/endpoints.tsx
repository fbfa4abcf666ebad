'use client'

import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useText } from '../frame/text.tsx'
import { type Column, List } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'
import { EndpointActions } from './endpoint-actions.tsx'
import type { endpointEvents } from './endpoint-fields.tsx'

export type Endpoint = {
  endpointId: string
  url: string
  description: string | null
  events: (typeof endpointEvents)[number][]
  enabled: boolean
  disabledReason: 'gone' | 'failing' | 'key_revoked' | null
  userId: string | null
  failingSince: string | null
  lastError: string | null
  lastDeliveredAt: string | null
}

/** The webhook endpoints, newest first. */
export function Endpoints() {
  const { t } = useText()
  const list = query.useInfiniteQuery(
    'get',
    '/api/webhook-endpoints',
    { params: { query: { limit: 50 } } },
    paged,
  )
  return (
    <>
      <h2>{t('webhooks.endpoints')}</h2>
      <List
        label={t('webhooks.endpoints')}
        query={list}
        rowsOf={({ data }) => data.endpoints}
        keyOf={({ endpointId }) => endpointId}
        columns={useColumns()}
        empty={<p>{t('webhooks.noEndpoint')}</p>}
      />
    </>
  )
}

function useColumns(): Column<Endpoint>[] {
  const { t } = useText()
  return [
    {
      id: 'url',
      title: t('webhooks.url'),
      cell: ({ url, description }) => (
        <>
          <bdi>{url}</bdi>
          {description && <span className="excerpt">{description}</span>}
        </>
      ),
    },
    { id: 'state', title: t('webhooks.status'), cell: (endpoint) => <State {...endpoint} /> },
    {
      id: 'events',
      title: t('webhooks.events'),
      cell: ({ events }) => (
        <span className="stack">
          {events.map((event) => (
            <code key={event} className="unbroken">
              {event}
            </code>
          ))}
        </span>
      ),
    },
    {
      id: 'user',
      title: t('webhooks.user'),
      cell: ({ userId }) => (userId === null ? t('webhooks.allUsers') : <bdi>{userId}</bdi>),
    },
    {
      id: 'delivered',
      title: t('webhooks.lastDelivered'),
      cell: ({ lastDeliveredAt }) => (lastDeliveredAt ? <Time at={lastDeliveredAt} /> : t('never')),
    },
    { id: 'actions', title: t('jobs.actions'), cell: (endpoint) => <EndpointActions endpoint={endpoint} /> },
  ]
}

function State({ enabled, disabledReason, failingSince, lastError }: Endpoint) {
  const { t } = useText()
  if (!enabled)
    return (
      <span className="stack">
        <span className="state soft">{t('webhooks.disabled')}</span>
        {disabledReason && <span className="note">{t(`webhooks.disabled.${disabledReason}`)}</span>}
      </span>
    )
  if (!failingSince) return <span className="state good">{t('webhooks.enabled')}</span>
  return (
    <span className="stack">
      <span className="state bad">{t('webhooks.failing')}</span>
      <span className="note">
        {t('webhooks.since')} <Time at={failingSince} /> {lastError && <code>{lastError}</code>}
      </span>
    </span>
  )
}
