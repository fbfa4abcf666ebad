'use client'

import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useText } from '../frame/text.tsx'
import { List } from '../parts/list.tsx'
import { useConfirm } from '../parts/use-confirm.tsx'
import { useDeliveryColumns } from './delivery-columns.tsx'
import { DeliveryFilters, useDeliveryFilters } from './delivery-filters.tsx'
import { useWebhookRights } from './rights.ts'
import { useRedeliverAll } from './use-redeliver-all.ts'

/** The refresh interval while a listed webhook is pending. */
const refreshMs = 3_000

/** Sent and pending webhooks, newest first. */
export function Deliveries() {
  const { t } = useText()
  const filters = useDeliveryFilters()
  const { filter, status } = filters
  const { canManage } = useWebhookRights()
  const { ask, dialog } = useConfirm()
  const all = useRedeliverAll()
  const list = query.useInfiniteQuery(
    'get',
    '/api/webhooks',
    { params: { query: { ...filter, ...(status && { status }), limit: 50 } } },
    {
      ...paged,
      refetchInterval: ({ state: { data } }) =>
        data?.pages.some((page) => page.data.deliveries.some((row) => row.status === 'pending')) &&
        refreshMs * data.pages.length,
    },
  )
  const askAll = () =>
    ask({
      title: t('webhooks.redeliverAllTitle'),
      children: t('webhooks.redeliverAllNote'),
      verb: t('webhooks.redeliver'),
      onConfirm: () => all.start(filter),
    })
  return (
    <>
      <div className="title">
        <h2>{t('webhooks.deliveries')}</h2>
        {canManage && (
          <button
            type="button"
            disabled={all.isPending || (status !== undefined && status !== 'failed')}
            onClick={askAll}
          >
            {t('webhooks.redeliverAll')}
          </button>
        )}
      </div>
      <DeliveryFilters {...filters} />
      <List
        label={t('webhooks.deliveries')}
        query={list}
        rowsOf={({ data }) => data.deliveries}
        keyOf={({ deliveryId }) => deliveryId}
        columns={useDeliveryColumns()}
        empty={<p>{t('webhooks.noDelivery')}</p>}
      />
      {dialog}
    </>
  )
}
