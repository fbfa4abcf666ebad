'use client'

import Link from 'next/link'
import { query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import type { Column } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'

export type KeyRow = {
  keyId: string
  name: string | null
  prefix: string
  scopes: string[]
  userId: string | null
  requestsPerHour: number | null
  models: string[] | null
  state: 'active' | 'expired' | 'revoked'
  createdAt: string
  lastUsedAt: string | null
  expiresAt: string | null
}

const tones = { active: 'good', expired: 'soft', revoked: 'bad' } as const

/** The columns of the key list. */
export function useKeyColumns(revoke: (row: KeyRow) => void): Column<KeyRow>[] {
  const { t } = useText()
  return [
    { id: 'name', title: t('keys.name'), cell: (row) => <Name {...row} /> },
    {
      id: 'state',
      title: t('keys.state'),
      cell: ({ state }) => <span className={`state ${tones[state]}`}>{t(`keys.${state}`)}</span>,
    },
    {
      id: 'user',
      title: t('keys.user'),
      cell: ({ userId }) => (userId === null ? t('keys.allUsers') : <bdi>{userId}</bdi>),
    },
    { id: 'scopes', title: t('keys.scopes'), cell: ({ scopes }) => scopes.join(', ') },
    { id: 'limits', title: t('keys.limits'), cell: (row) => <Limits {...row} /> },
    { id: 'used', title: t('keys.month'), isNumber: true, cell: ({ keyId }) => <Used keyId={keyId} /> },
    {
      id: 'lastUsed',
      title: t('keys.lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : t('never')),
    },
    { id: 'actions', title: t('jobs.actions'), cell: (row) => <Actions row={row} revoke={revoke} /> },
  ]
}

function Name({ name, prefix, createdAt }: KeyRow) {
  const { t } = useText()
  return (
    <>
      {name ?? '—'}
      <span className="excerpt">
        <code>{prefix}…</code> · {t('keys.created')} <Time at={createdAt} />
      </span>
    </>
  )
}

function Limits({ requestsPerHour, models, expiresAt }: KeyRow) {
  const { t } = useText()
  const limits = [
    requestsPerHour !== null && <span key="hour">{t('keys.perHour', { count: requestsPerHour })}</span>,
    models && <code key="models">{models.join(', ')}</code>,
    expiresAt && (
      <span key="end">
        {t('keys.ends')} <Time at={expiresAt} />
      </span>
    ),
  ].filter(Boolean)
  return limits.length > 0 ? <span className="stack">{limits}</span> : t('none')
}

/** The usage of all keys is one report that all rows share. */
function useUsed() {
  const params = { query: { groupBy: 'key' as const, granularity: 'month' as const, limit: 1000 } }
  return query.useQuery('get', '/api/usage', { params })
}

function Used({ keyId }: { keyId: string }) {
  const { t, money } = useText()
  const { data: report, isError } = useUsed()
  if (!report && isError) return '–'
  if (!report || typeof report === 'string') return '…'
  const steps = report.data.series.filter((step) => step.keyId === keyId)
  const requests = steps.reduce((sum, step) => sum + step.requests, 0)
  if (requests === 0) return t('none')
  const cost = steps.reduce((sum, step) => sum + Number(step.cost), 0)
  return (
    <span className="stack">
      <span>{money(cost)}</span>
      <span className="note">{t('keys.requests', { count: requests })}</span>
    </span>
  )
}

function Actions({ row, revoke }: { row: KeyRow; revoke: (row: KeyRow) => void }) {
  const { t } = useText()
  return (
    <span className="row-actions">
      <Link href={`/console/jobs?keyId=${row.keyId}`} prefetch={false}>
        {t('keys.jobs')}
      </Link>
      {row.state !== 'revoked' && (
        <button type="button" className="small-button" onClick={() => revoke(row)}>
          {t('keys.revoke')}
        </button>
      )}
    </span>
  )
}
