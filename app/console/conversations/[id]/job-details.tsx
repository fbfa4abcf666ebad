'use client'

import { type ReactNode, useState } from 'react'
import { query } from '../../data/api.ts'
import { useText } from '../../frame/text.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { Time } from '../../parts/time.tsx'
import type { Attempt } from './types.ts'

/** A job's attempts, folded. They are loaded when the reader opens them. */
export function JobDetails({ jobId, summary }: { jobId: string; summary: ReactNode }) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="job" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && (
        <>
          <p className="note">
            {t('job.id')} <code>{jobId}</code>
          </p>
          <Attempts jobId={jobId} />
        </>
      )}
    </details>
  )
}

function Attempts({ jobId }: { jobId: string }) {
  const { t } = useText()
  const params = { path: { id: jobId }, query: { limit: 100 } }
  const found = query.useQuery('get', '/api/jobs/{id}/attempts', { params })
  if (found.isPending) return <p role="status">{t('list.loading')}</p>
  if (!found.data) return <LoadProblem query={found} />
  const { attempts } = found.data.data
  const { traceId } = found.data.data
  if (attempts.length === 0) return <p className="note">{t('job.none')}</p>
  return (
    <>
      {traceId && (
        <p className="note">
          {t('job.trace')} <code>{traceId}</code>
        </p>
      )}
      <ol className="attempts" aria-label={t('job.attempts')}>
        {attempts.map((attempt) => (
          <li key={attempt.attempt} value={attempt.attempt}>
            <AttemptFacts {...attempt} />
          </li>
        ))}
      </ol>
    </>
  )
}

function AttemptFacts({ outcome, model, provider, startedAt, latencyMs, usage, error }: Attempt) {
  const { t, number, money, duration } = useText()
  const tokens = usage && number(usage.totalTokens)
  const facts: [string, ReactNode][] = [
    [t('job.outcome'), t(`outcome.${outcome}`)],
    [t('job.model'), model && <code>{provider ? `${provider}/${model}` : model}</code>],
    [t('job.started'), startedAt && <Time at={startedAt} />],
    [t('job.took'), latencyMs !== undefined && duration(latencyMs)],
    [t('job.used'), tokens && (usage.estimated ? t('job.estimated', { tokens }) : tokens)],
    [t('job.cost'), usage && (usage.cost === null ? t('job.unknownPrice') : money(Number(usage.cost)))],
    [
      t('job.error'),
      error && (
        <>
          <a href={`/errors#${error.code}`}>
            <code>{error.code}</code>
          </a>{' '}
          {error.message}
        </>
      ),
    ],
  ]
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
