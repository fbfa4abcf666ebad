'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, dataOf } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { SelectBox, type Selection } from '../parts/selection.tsx'
import type { Question } from '../parts/use-confirm.tsx'
import type { JobSelection, useJobChanges } from './changes.ts'
import type { JobFilter, JobStatus } from './filters.tsx'
import { useJobRights } from './rights.ts'
import { isOpen, type JobRow } from './rows.tsx'

type Props = {
  rows: JobRow[]
  selection: Selection
  filter: JobFilter
  status: JobStatus | undefined
  changes: ReturnType<typeof useJobChanges>
  ask: (question: Question) => void
}

/** Bulk actions on the selected jobs, or on all jobs that match the filters. */
export function BulkActions({ rows, selection, filter, status, changes, ask }: Props) {
  const { t } = useText()
  const { canRetry, canCancel } = useJobRights()
  if (!canRetry && !canCancel) return null
  const selected = rows.filter(({ jobId }) => selection.keys.has(jobId))
  const failed = selected.filter((row) => row.status === 'failed').map(({ jobId }) => jobId)
  const open = selected.filter(isOpen).map(({ jobId }) => jobId)
  const openStatus = status === 'queued' || status === 'running' ? status : undefined
  const start = (verb: 'retry' | 'cancel', which: JobSelection, what: ReactNode) =>
    ask({
      title: t(`jobs.${verb}Title`),
      children: (
        <>
          <p>{what}</p>
          <p>{t(`jobs.${verb}Note`)}</p>
        </>
      ),
      verb: t(`jobs.${verb}These`),
      onConfirm() {
        selection.clear()
        changes[verb].start(which)
      },
    })
  const chosen = (jobIds: string[]) => t('jobs.chosen', { count: jobIds.length })
  return (
    <fieldset className="bulk" disabled={changes.isBusy}>
      <legend className="unseen">{t('jobs.bulk')}</legend>
      <SelectBox keys={rows.map(({ jobId }) => jobId)} selection={selection} isForAll />
      <span className="note" role="status">
        {changes.isBusy
          ? t('jobs.working', { count: changes.count })
          : t('list.selected', { count: selected.length })}
      </span>
      {canRetry && (
        <>
          <button
            type="button"
            disabled={failed.length === 0}
            onClick={() => start('retry', { jobIds: failed }, chosen(failed))}
          >
            {t('jobs.retrySelected')}
          </button>
          <button
            type="button"
            disabled={status !== undefined && status !== 'failed'}
            onClick={() => start('retry', { filter }, <Count filter={filter} statuses={['failed']} />)}
          >
            {t('jobs.retryAll')}
          </button>
        </>
      )}
      {canCancel && (
        <>
          <button
            type="button"
            disabled={open.length === 0}
            onClick={() => start('cancel', { jobIds: open }, chosen(open))}
          >
            {t('jobs.cancelSelected')}
          </button>
          <button
            type="button"
            disabled={status !== undefined && !openStatus}
            onClick={() =>
              start(
                'cancel',
                { filter, ...(openStatus && { status: openStatus }) },
                <Count filter={filter} statuses={openStatus ? [openStatus] : ['queued', 'running']} />,
              )
            }
          >
            {t('jobs.cancelAll')}
          </button>
        </>
      )}
    </fieldset>
  )
}

/** The server stops counting at this number. */
const countMax = 10_000

/** The number of jobs that match the filter and have one of these statuses. */
function Count({ filter, statuses }: { filter: JobFilter; statuses: JobStatus[] }) {
  const { t } = useText()
  const { data: totals, isError } = useQuery({
    queryKey: ['get', '/api/jobs', 'count', filter, statuses],
    queryFn: ({ signal }) => Promise.all(statuses.map((status) => countJobs({ ...filter, status }, signal))),
  })
  if (isError) return t('jobs.notCounted')
  if (!totals) return t('jobs.counting')
  const isCut = totals.some((total) => total >= countMax)
  const count = totals.reduce((sum, total) => sum + total, 0)
  return t(isCut ? 'jobs.fittingMore' : 'jobs.fitting', { count })
}

async function countJobs(query: JobFilter & { status: JobStatus }, signal: AbortSignal): Promise<number> {
  const params = { query: { ...query, limit: 1, total: true } }
  const { total } = await dataOf(api.GET('/api/jobs', { params, signal }))
  if (total === undefined) throw new Error('The jobs were not counted.')
  return total
}
