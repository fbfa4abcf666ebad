'use client'

import type { ReactNode } from 'react'
import { query } from '../../data/api.ts'
import { useText } from '../../frame/text.tsx'
import { ErrorCodeLink } from '../../parts/error-code-link.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Status } from '../../parts/status.tsx'
import { Time } from '../../parts/time.tsx'
import { JobLink } from '../rows.tsx'
import type { Attempt } from './attempts.tsx'
import type { JobView } from './use-job.ts'

type Props = { job: JobView; attempts: Attempt[]; traceId: string | undefined }

/** The status and cost of a job. */
export function JobFacts({ job, attempts, traceId }: Props) {
  const { t, number, duration } = useText()
  const params = { path: { id: job.conversationId } }
  const conversation = query.useQuery('get', '/api/conversations/{id}', { params }).data?.data
  const { error, lastError, waitsFor, nextAttemptAt, startedAt, finishedAt, warnings } = job
  const facts: [string, ReactNode][] = [
    [t('jobs.status'), <Status key="status" status={job.status} />],
    [t('jobs.reason'), error && <Reason {...error} />],
    [t('jobs.lastReason'), lastError && <Reason {...lastError} />],
    [t('jobs.waitsFor'), waitsFor && <JobLink jobId={waitsFor.jobId} />],
    [t('jobs.nextAttempt'), nextAttemptAt && <Time at={nextAttemptAt} />],
    [t('jobs.user'), <bdi key="user">{conversation?.userId ?? '…'}</bdi>],
    [t('jobs.model'), job.model && <code>{job.model}</code>],
    [t('jobs.attempts'), number(job.attempts)],
    [t('jobs.cost'), <Cost key="cost" attempts={attempts} />],
    [t('jobs.finishReason'), job.finishReason && <code>{job.finishReason}</code>],
    [t('jobs.warnings'), warnings?.join(' ')],
    [t('jobs.key'), job.keyId && <code>{job.keyId}</code>],
    [t('jobs.trace'), traceId && <code>{traceId}</code>],
    [t('jobs.created'), <Time key="created" at={job.createdAt} />],
    [t('jobs.started'), startedAt && <Time at={startedAt} />],
    [t('jobs.finished'), finishedAt && <Time at={finishedAt} />],
    [t('jobs.took'), finishedAt && duration(Date.parse(finishedAt) - Date.parse(job.createdAt))],
  ]
  return <Facts facts={facts} />
}

const Reason = ({ code, message }: { code: string; message: string }) => (
  <>
    {message} <ErrorCodeLink code={code} />
  </>
)

/** The cost of all attempts, since a failed attempt may cost something too. */
function Cost({ attempts }: { attempts: Attempt[] }) {
  const { t, money } = useText()
  const used = attempts.flatMap(({ usage }) => usage ?? [])
  const priced = used.flatMap(({ cost }) => (cost === null ? [] : Number(cost)))
  if (used.length > 0 && priced.length === 0) return t('jobs.unpriced')
  return money(priced.reduce((sum, cost) => sum + cost, 0))
}
