'use client'

import dynamic from 'next/dynamic'
import { toStacks } from '../charts/bars.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterChoice, FilterText, useFilters } from '../parts/filters.tsx'
import { LoadProblem } from '../parts/load-problem.tsx'
import { Title } from '../parts/title.tsx'
import {
  type Choice,
  csvAddress,
  figureOf,
  granularities,
  groups,
  labelOf,
  type Measure,
  measures,
  type Report,
  toChoice,
  useReport,
} from './report.ts'
import { Tiles } from './tiles.tsx'
import { UsageTable } from './usage-table.tsx'

const BarChart = dynamic(() => import('../charts/bar-chart.tsx').then((module) => module.BarChart), {
  ssr: false,
  loading: () => <div className="chart" />,
})

const names = ['range', 'measure', 'groupBy', 'timezone', 'userId', 'model', 'keyId'] as const

/** Answers, tokens, cost and latency over time, by model, user and key. */
export function Usage() {
  const { t } = useText()
  const { isOwner } = useSession()
  const { values, set, clear } = useFilters(names)
  const choice = toChoice(values)
  const found = useReport(choice)
  const isFiltered = names.some((name) => values[name])
  return (
    <>
      <Title actions={<a href={csvAddress(choice)}>{t('usage.csv')}</a>}>{t('usage.title')}</Title>
      <FilterBar
        onApply={(form) => set(Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '')])))}
        onClear={isFiltered ? clear : undefined}
      >
        <FilterChoice
          name="range"
          label={t('usage.range')}
          value={choice.granularity}
          choices={granularities.map((name) => [name, t(`usage.range.${name}`)])}
          isRequired
        />
        <FilterChoice
          name="measure"
          label={t('usage.measure')}
          value={choice.measure}
          choices={measures.map((name) => [name, t(`usage.${name}`)])}
          isRequired
        />
        <FilterChoice
          name="groupBy"
          label={t('usage.groupBy')}
          value={choice.groupBy}
          choices={groups.map((name) => [name, t(`usage.${name}`)])}
          any={t('usage.together')}
        />
        {isOwner && <FilterText name="userId" label={t('usage.user')} value={values.userId} />}
        <FilterText name="model" label={t('usage.model')} value={values.model} />
        {(isOwner || values.keyId) && <FilterText name="keyId" label={t('usage.key')} value={values.keyId} />}
        <FilterText name="timezone" label={t('usage.timezone')} value={choice.timezone} />
      </FilterBar>
      <LoadProblem query={found} />
      {(found.data || !found.error) && <Shown choice={choice} report={found.data} isBusy={found.isPending} />}
    </>
  )
}

type ShownProps = { choice: Choice; report: Report | undefined; isBusy: boolean }

function Shown({ choice, report, isBusy }: ShownProps) {
  const { t } = useText()
  const format = useMeasure(choice.measure)
  const formatStep = useStep(choice)
  const nameOf = useLabel(choice)
  if (isBusy || !report)
    return (
      <div aria-busy="true">
        <Tiles />
        <div className="chart" />
      </div>
    )
  if (report.series.length === 0)
    return (
      <div className="empty">
        <p>{t('usage.empty')}</p>
      </div>
    )
  const bars = report.series.map((step) => ({
    at: formatStep(step.start),
    label: nameOf(labelOf(step, choice.groupBy)),
    value: figureOf(step, choice.measure),
  }))
  const title = t('usage.chart', { measure: t(`usage.${choice.measure}`) })
  return (
    <>
      <Tiles totals={report.totals} />
      <BarChart
        title={title}
        stacks={toStacks(bars, stepsOf(report, formatStep), t('usage.others'))}
        format={format}
      />
      <UsageTable report={report} choice={choice} nameOf={nameOf} formatStep={formatStep} />
    </>
  )
}

function useMeasure(measure: Measure): (value: number) => string {
  const { money, compact, duration } = useText()
  if (measure === 'cost') return money
  return measure === 'latency' ? duration : compact
}

const hourMs = 3_600_000

/** The names of all steps from the first to now, including those without usage. A step is at least one hour. */
function stepsOf({ from, to }: Report, formatStep: (start: string) => string): string[] {
  const hours = Math.ceil((Date.parse(to) - Date.parse(from)) / hourMs)
  const starts = Array.from({ length: hours }, (_, i) =>
    new Date(Date.parse(from) + i * hourMs).toISOString(),
  )
  return [...new Set(starts.map(formatStep))]
}

/** Formats the name of a step in the report's time zone. */
function useStep({ granularity, timezone }: Choice): (start: string) => string {
  const { language } = useText()
  const parts = {
    hour: { hour: 'numeric', day: 'numeric' },
    day: { month: 'short', day: 'numeric' },
    month: { year: 'numeric', month: 'short' },
  } as const
  const zone = { timeZone: isZone(timezone) ? timezone : 'UTC' }
  const format = new Intl.DateTimeFormat(language, { ...parts[granularity], ...zone })
  return (start) => format.format(new Date(start))
}

const isZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function useLabel({ groupBy }: Choice): (label: string | null | undefined) => string {
  const { t } = useText()
  return (label) => {
    if (label === undefined) return ''
    return label ?? t(groupBy === 'key' ? 'usage.serverKey' : 'usage.deletedUser')
  }
}
