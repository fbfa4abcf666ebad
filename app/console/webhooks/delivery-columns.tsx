'use client'

import { useText } from '../frame/text.tsx'
import type { Column } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'
import { DeliveryActions } from './delivery-actions.tsx'

export type Delivery = {
  deliveryId: string
  jobId?: string
  endpointId?: string
  event: string
  url: string
  status: 'pending' | 'delivered' | 'failed'
  attempts: number
  log: DeliveryAttempt[]
  nextAttemptAt?: string
  createdAt: string
}
type DeliveryAttempt = { attempt: number; statusCode?: number; error?: string; latencyMs: number; at: string }

const tones = { pending: 'fair', delivered: 'good', failed: 'bad' } as const

/** The columns of the webhook list. */
export function useDeliveryColumns(): Column<Delivery>[] {
  const { t } = useText()
  return [
    { id: 'event', title: t('webhooks.event'), cell: ({ event }) => <code>{event}</code> },
    { id: 'url', title: t('webhooks.url'), cell: ({ url }) => <bdi>{url}</bdi> },
    {
      id: 'status',
      title: t('webhooks.status'),
      cell: ({ status }) => <span className={`state ${tones[status]}`}>{t(`webhooks.${status}`)}</span>,
    },
    { id: 'attempts', title: t('webhooks.attempts'), cell: (delivery) => <Log {...delivery} /> },
    { id: 'created', title: t('webhooks.created'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: 'actions', title: t('jobs.actions'), cell: (delivery) => <DeliveryActions {...delivery} /> },
  ]
}

/** The receiver's response to each attempt, newest first. */
function Log({ attempts, log, nextAttemptAt }: Delivery) {
  const { t, number, duration } = useText()
  const next = nextAttemptAt && (
    <span className="note">
      {t('webhooks.next')} <Time at={nextAttemptAt} />
    </span>
  )
  if (log.length === 0) return <>{next || number(attempts)}</>
  return (
    <details>
      <summary>
        {number(attempts)} · <Result {...log[0]!} />
      </summary>
      <ul className="plain">
        {log.map((entry) => (
          <li key={`${entry.attempt} ${entry.at}`}>
            {number(entry.attempt)}: <Result {...entry} />{' '}
            <span className="note">
              {duration(entry.latencyMs)} · <Time at={entry.at} />
            </span>
          </li>
        ))}
        {next && <li>{next}</li>}
      </ul>
    </details>
  )
}

const Result = ({ statusCode, error }: DeliveryAttempt) => <code>{statusCode ?? error}</code>
