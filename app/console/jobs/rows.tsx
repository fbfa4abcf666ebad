'use client'

import Link from 'next/link'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import type { Column } from '../parts/list.tsx'
import { Status } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'
import type { JobStatus } from './filters.tsx'
import { useJobRights } from './rights.ts'

export type JobRow = {
  jobId: string
  status: JobStatus
  conversationId: number
  userId: string
  model?: string
  attempts: number
  createdAt: string
  error?: Failure
  lastError?: Failure
}
type Failure = { code: string; message: string }

export const isOpen = ({ status }: { status: JobStatus }) => status === 'queued' || status === 'running'

/** The shown characters, from the end of an id. Its beginning is a time that many rows share. */
const shownCharacters = 8

type Acts = { retry: (row: JobRow) => void; cancel: (row: JobRow) => void; isBusy: boolean }

/** The columns of the job list. */
export function useJobColumns(acts: Acts): Column<JobRow>[] {
  const { t, number } = useText()
  const { userId } = useSession()
  return [
    { id: 'job', title: t('jobs.job'), cell: (row) => <JobLink jobId={row.jobId} /> },
    { id: 'status', title: t('jobs.status'), cell: ({ status }) => <Status status={status} /> },
    ...(userId === null
      ? [{ id: 'user', title: t('jobs.user'), cell: (row: JobRow) => <bdi>{row.userId}</bdi> }]
      : []),
    { id: 'model', title: t('jobs.model'), cell: ({ model }) => model && <code>{model}</code> },
    {
      id: 'error',
      title: t('jobs.error'),
      cell: ({ error, lastError }) => <Reason of={error ?? lastError} />,
    },
    {
      id: 'attempts',
      title: t('jobs.attempts'),
      isNumber: true,
      cell: ({ attempts }) => number(attempts),
    },
    { id: 'created', title: t('jobs.created'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: 'actions', title: t('jobs.actions'), cell: (row) => <RowActions row={row} {...acts} /> },
  ]
}

export function JobLink({ jobId }: { jobId: string }) {
  return (
    <Link href={`/console/jobs/${jobId}`} prefetch={false} title={jobId}>
      <code className="unbroken">job_…{jobId.slice(-shownCharacters)}</code>
    </Link>
  )
}

function Reason({ of }: { of: Failure | undefined }) {
  if (!of || of.code === 'cancelled') return null
  return (
    <code className="unbroken" title={of.message}>
      {of.code}
    </code>
  )
}

function RowActions({ row, retry, cancel, isBusy }: Acts & { row: JobRow }) {
  const { t } = useText()
  const { canRetry, canCancel } = useJobRights()
  if (canRetry && row.status === 'failed')
    return (
      <button type="button" className="small-button" disabled={isBusy} onClick={() => retry(row)}>
        {t('jobs.retry')}
      </button>
    )
  if (canCancel && isOpen(row))
    return (
      <button type="button" className="small-button" disabled={isBusy} onClick={() => cancel(row)}>
        {t('jobs.cancelShort')}
      </button>
    )
  return null
}
