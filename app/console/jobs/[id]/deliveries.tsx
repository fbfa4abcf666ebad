'use client'

import { query } from '../../data/api.ts'
import { paged } from '../../data/paged.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { List } from '../../parts/list.tsx'
import { useDeliveryColumns } from '../../webhooks/delivery-columns.tsx'

/** The sent and pending webhooks of a job. */
export function Deliveries({ jobId }: { jobId: string }) {
  const { t } = useText()
  const { scopes } = useSession()
  const list = query.useInfiniteQuery(
    'get',
    '/api/webhooks',
    { params: { query: { jobId, limit: 20 } } },
    { ...paged, enabled: scopes.includes('read') },
  )
  const columns = useDeliveryColumns()
  if (!scopes.includes('read')) return null
  return (
    <>
      <h2>{t('jobs.webhooks')}</h2>
      <List
        label={t('jobs.webhooks')}
        query={list}
        rowsOf={({ data }) => data.deliveries}
        keyOf={({ deliveryId }) => deliveryId}
        columns={columns}
        empty={<p>{t('jobs.noWebhook')}</p>}
      />
    </>
  )
}
