'use client'

import { useText } from '../frame/text.tsx'
import type { Column } from '../parts/list.tsx'
import { Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

type Provider = {
  name: string
  baseUrl: string
  check: { status: 'ok' | 'down' | 'unknown'; latencyMs: number; reason?: string; checkedAt: string }
}

const tones = { ok: 'good', down: 'bad', unknown: 'soft' } as const

/** The providers with their last check. Only for the owner. */
export function Providers({ providers }: { providers: Provider[] }) {
  const { t } = useText()
  const columns: Column<Provider>[] = [
    { id: 'name', title: t('models.provider'), cell: ({ name }) => name },
    { id: 'address', title: t('models.address'), cell: ({ baseUrl }) => <code>{baseUrl}</code> },
    {
      id: 'state',
      title: t('models.state'),
      cell: ({ check: { status, reason } }) => (
        <>
          <span className={`state ${tones[status]}`}>{t(`health.state.${status}`)}</span>
          {reason && <span className="excerpt">{reason}</span>}
        </>
      ),
    },
    { id: 'check', title: t('models.check'), cell: ({ check }) => <Time at={check.checkedAt} /> },
  ]
  return (
    <>
      <h2>{t('models.providers')}</h2>
      <Table label={t('models.providers')} rows={providers} keyOf={({ name }) => name} columns={columns} />
    </>
  )
}
