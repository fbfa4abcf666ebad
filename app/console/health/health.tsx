'use client'

import { type AnswerOf, query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import type { Column } from '../parts/list.tsx'
import { LoadProblem } from '../parts/load-problem.tsx'
import { Skeleton } from '../parts/rows.tsx'
import { Table } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'

type Check = { status: 'ok' | 'down' | 'unknown'; latencyMs: number; reason?: string; lagSeconds?: number }
type Row = Check & { id: string; name: string }
type Health = AnswerOf<'/api/health'>

const tones = { ok: 'good', degraded: 'fair', down: 'bad', unknown: 'soft' } as const
const parts = ['database', 'kv', 'queue', 'model'] as const
const refreshMs = 10_000

/** The state of each part, refreshed while the page is open. */
export function HealthReport() {
  const { t } = useText()
  const columns = useColumns()
  const found = query.useQuery('get', '/api/health', {}, { refetchInterval: refreshMs })
  // After a failure, do not show the earlier report: it may be out of date.
  const data = found.error ? downReport(found.error) : found.data?.data
  const rows: Row[] = data
    ? [
        ...parts.map((part) => ({ id: part, name: t(`health.${part}`), ...data.checks[part] })),
        ...Object.entries(data.checks.model.providers ?? {}).map(([name, check]) => ({
          id: `provider ${name}`,
          name: `${t('models.provider')} ${name}`,
          ...check,
        })),
      ]
    : []
  return (
    <>
      <Title>{t('health.title')}</Title>
      {!data && <LoadProblem query={found} />}
      {data && (
        <p role="status" className={`state ${tones[data.status]}`}>
          {t(`health.${data.status}`)}
        </p>
      )}
      {found.isPending && <Skeleton label={t('health.title')} columns={columns} />}
      {data && <Table label={t('health.title')} rows={rows} keyOf={({ id }) => id} columns={columns} />}
    </>
  )
}

/** The report of a server that is down. It is part of the problem response. */
function downReport(error: unknown): Health | undefined {
  const { data } = error as { data?: Health }
  return data?.status === 'down' ? data : undefined
}

function useColumns(): Column<Row>[] {
  const { t, duration } = useText()
  return [
    { id: 'part', title: t('health.part'), cell: ({ name }) => name },
    {
      id: 'state',
      title: t('models.state'),
      cell: ({ status, reason, lagSeconds = 0 }) => (
        <>
          <span className={`state ${tones[status]}`}>{t(`health.state.${status}`)}</span>
          {reason && <span className="excerpt">{reason}</span>}
          {lagSeconds > 0 && (
            <span className="excerpt">{t('health.lag', { time: duration(lagSeconds * 1_000) })}</span>
          )}
        </>
      ),
    },
    {
      id: 'latency',
      title: t('health.latency'),
      isNumber: true,
      cell: ({ latencyMs }) => duration(latencyMs),
    },
  ]
}
