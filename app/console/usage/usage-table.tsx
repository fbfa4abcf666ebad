'use client'

import { useText } from '../frame/text.tsx'
import { type Choice, labelOf, type Report } from './report.ts'

type Props = {
  report: Report
  choice: Choice
  nameOf: (label: string | null | undefined) => string
  formatStep: (step: string) => string
}

const rowsMax = 200

/** The numbers of the chart, newest first. */
export function UsageTable({ report, choice: { groupBy }, nameOf, formatStep }: Props) {
  const { t, money, number, duration } = useText()
  const rows = report.series.toReversed().slice(0, rowsMax)
  return (
    <>
      <h2>{t('usage.table')}</h2>
      <table className="list" aria-label={t('usage.table')}>
        <thead>
          <tr>
            <th scope="col">{t('usage.start')}</th>
            {groupBy && <th scope="col">{t(`usage.${groupBy}`)}</th>}
            <th scope="col" className="number">
              {t('usage.cost')}
            </th>
            <th scope="col" className="number">
              {t('usage.tokens')}
            </th>
            <th scope="col" className="number">
              {t('usage.answers')}
            </th>
            <th scope="col" className="number">
              {t('usage.failures')}
            </th>
            <th scope="col" className="number">
              {t('usage.latency')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((step) => (
            <tr key={`${step.start} ${labelOf(step, groupBy)}`}>
              <th scope="row">{formatStep(step.start)}</th>
              {groupBy && (
                <td data-title={t(`usage.${groupBy}`)}>
                  <bdi>{nameOf(labelOf(step, groupBy))}</bdi>
                </td>
              )}
              <td className="number" data-title={t('usage.cost')}>
                {money(Number(step.cost))}
              </td>
              <td className="number" data-title={t('usage.tokens')}>
                {number(step.totalTokens)}
              </td>
              <td className="number" data-title={t('usage.answers')}>
                {number(step.answers)}
              </td>
              <td className="number" data-title={t('usage.failures')}>
                {number(step.failures)}
              </td>
              <td className="number" data-title={t('usage.latency')}>
                {step.latencyMedianMs === null ? '–' : duration(step.latencyMedianMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.series.length > rowsMax && <p className="note">{t('usage.cut', { count: rowsMax })}</p>}
    </>
  )
}
