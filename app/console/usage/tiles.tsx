'use client'

import { useText } from '../frame/text.tsx'
import type { Report } from './report.ts'

/** The totals of the shown period, or a placeholder. */
export function Tiles({ totals }: { totals?: Report['totals'] }) {
  const { t, money, number, compact, duration } = useText()
  const some = (value: unknown) => (typeof value === 'number' ? value : 0)
  const median = totals?.latencyMedianMs
  const p95 = totals?.latencyP95Ms
  const tiles = [
    [t('usage.cost'), totals && money(Number(totals.cost))],
    [t('usage.answers'), totals && number(totals.answers)],
    [t('usage.failures'), totals && number(totals.failures)],
    [t('usage.tokens'), totals && compact(totals.totalTokens)],
    [
      t('usage.latencyTotal'),
      totals && (median == null ? '–' : `${duration(median)} · ${duration(some(p95))}`),
    ],
  ] as const
  const unpriced = some(totals?.unpricedTokens)
  return (
    <>
      <dl className="tiles">
        {tiles.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <span className="bone" />}</dd>
          </div>
        ))}
      </dl>
      {unpriced > 0 && <p className="note">{t('usage.unpriced', { count: unpriced })}</p>}
    </>
  )
}
