'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { useToast } from '../parts/toasts.tsx'
import type { Delivery } from './delivery-columns.tsx'
import { useWebhookRights } from './rights.ts'

/** Actions on a webhook: open its job, or send it again. */
export function DeliveryActions({ deliveryId, jobId, status }: Delivery) {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const { canManage } = useWebhookRights()
  const sending = query.useMutation('post', '/api/webhooks/{id}/redeliver')
  const redeliver = () =>
    sending.mutate(
      { params: { path: { id: deliveryId } } },
      {
        onError: failed,
        onSuccess() {
          done(t('webhooks.redelivered', { count: 1 }))
          return client.invalidateQueries()
        },
      },
    )
  return (
    <span className="row-actions">
      {jobId && (
        <Link href={`/console/jobs/${jobId}`} prefetch={false}>
          {t('jobs.job')}
        </Link>
      )}
      {canManage && status !== 'pending' && (
        <button type="button" className="small-button" disabled={sending.isPending} onClick={redeliver}>
          {t('webhooks.redeliver')}
        </button>
      )}
    </span>
  )
}
