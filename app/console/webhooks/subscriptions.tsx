'use client'

import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useText } from '../frame/text.tsx'
import { actionColumn } from '../parts/action-column.tsx'
import { type Column, List } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'
import { useConfirm } from '../parts/use-confirm.tsx'
import { useOutcome } from '../parts/use-outcome.ts'
import { useWebhookRights } from './rights.ts'

type Subscription = {
  subscriptionId: string
  event: string
  url: string
  userId: string | null
  keyId: string | null
  clientId: string | null
  clientName: string | null
  createdAt: string
  expiresAt: string
}

/** The event subscriptions of MCP clients. Shows nothing if there is none, because most servers have none. */
export function Subscriptions() {
  const { t } = useText()
  const { ask, dialog } = useConfirm()
  const end = useEnd()
  const { canManage } = useWebhookRights()
  const list = query.useInfiniteQuery(
    'get',
    '/api/event-subscriptions',
    { params: { query: { limit: 50 } } },
    paged,
  )
  const askEnd = ({ subscriptionId, url }: Subscription) =>
    ask({
      title: t('subscriptions.endTitle'),
      children: t('subscriptions.endNote', { url }),
      verb: t('subscriptions.end'),
      onConfirm: () => end(subscriptionId),
    })
  const columns = useColumns(canManage ? askEnd : undefined)
  const isShown = list.error !== null || list.data?.pages.some(({ data }) => data.subscriptions.length > 0)
  return (
    <>
      {isShown && (
        <>
          <h2>{t('subscriptions.title')}</h2>
          <p className="note">{t('subscriptions.note')}</p>
          <List
            label={t('subscriptions.title')}
            query={list}
            rowsOf={({ data }) => data.subscriptions}
            keyOf={({ subscriptionId }) => subscriptionId}
            columns={columns}
            empty={null}
          />
        </>
      )}
      {dialog}
    </>
  )
}

function useEnd() {
  const ending = query.useMutation('delete', '/api/event-subscriptions/{id}')
  const outcome = useOutcome('subscriptions.ended')
  return (id: string) => ending.mutate({ params: { path: { id } } }, outcome)
}

function useColumns(askEnd: ((row: Subscription) => void) | undefined): Column<Subscription>[] {
  const { t } = useText()
  const columns: Column<Subscription>[] = [
    { id: 'url', title: t('webhooks.url'), cell: ({ url }) => <bdi>{url}</bdi> },
    {
      id: 'event',
      title: t('webhooks.event'),
      cell: ({ event }) => <code className="unbroken">{event}</code>,
    },
    {
      id: 'client',
      title: t('subscriptions.by'),
      cell: ({ clientName, clientId, keyId }) => (
        <bdi>{clientName ?? clientId ?? keyId ?? t('subscriptions.byOwner')}</bdi>
      ),
    },
    {
      id: 'user',
      title: t('webhooks.user'),
      cell: ({ userId }) => (userId === null ? t('webhooks.allUsers') : <bdi>{userId}</bdi>),
    },
    { id: 'created', title: t('webhooks.created'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: 'expires', title: t('subscriptions.expires'), cell: ({ expiresAt }) => <Time at={expiresAt} /> },
  ]
  if (!askEnd) return columns
  return [
    ...columns,
    actionColumn({ title: t('jobs.actions'), verb: t('subscriptions.end'), onClick: askEnd }),
  ]
}
