'use client'

import Link from 'next/link'
import { useText } from '../frame/text.tsx'

type Period = {
  answers: number
  failures: number
  totalTokens: number
  cost: string
  latencyMedianMs: number | null
}
type Props = { usage: Record<'today' | 'last7Days' | 'last30Days', Period> | undefined }

/** Answers, failures, tokens, cost and latency of today and of the previous days. */
export function Periods({ usage }: Props) {
  const { t, number, compact, money, duration } = useText()
  const rows = [
    ['overview.today', '/console/usage?range=hour', usage?.today],
    ['overview.week', '/console/usage', usage?.last7Days],
    ['overview.month', '/console/usage', usage?.last30Days],
  ] as const
  const columns = [
    ['usage.answers', ({ answers }: Period) => number(answers)],
    ['usage.failures', ({ failures }: Period) => number(failures)],
    ['usage.tokens', ({ totalTokens }: Period) => compact(totalTokens)],
    ['usage.cost', ({ cost }: Period) => money(Number(cost))],
    ['usage.latency', ({ latencyMedianMs: ms }: Period) => (ms === null ? '–' : duration(ms))],
  ] as const
  return (
    <section aria-labelledby="used">
      <h2 id="used">{t('usage.title')}</h2>
      <table className="list" aria-labelledby="used">
        <thead>
          <tr>
            <th scope="col">{t('overview.period')}</th>
            {columns.map(([name]) => (
              <th key={name} scope="col" className="number">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, path, period]) => (
            <tr key={name}>
              <th scope="row">
                <Link href={path} prefetch={false}>
                  {t(name)}
                </Link>
              </th>
              {columns.map(([column, cell]) => (
                <td key={column} className="number" data-title={t(column)}>
                  {period ? cell(period) : <span className="bone" />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
