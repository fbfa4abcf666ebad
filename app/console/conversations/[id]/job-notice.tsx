'use client'

import { query } from '../../data/api.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { useOutcome } from '../../parts/use-outcome.ts'
import { Regenerate } from './branching.tsx'
import { JobDetails } from './job-details.tsx'
import type { Job } from './types.ts'

type Props = { job: Job; messageId: number; userId: string }

/** The reason why a message has no answer. */
export function JobNotice({ job: { jobId, status, error }, messageId, userId }: Props) {
  const { t } = useText()
  const { scopes } = useSession()
  const summary = t('job.details')
  const again = scopes.includes('chat') && <Regenerate messageId={messageId} userId={userId} />
  if (status === 'failed')
    return (
      <div className="notice bad-notice">
        <p>
          <b>{t('job.failed')}</b>
        </p>
        {error && (
          <p>
            {error.message}{' '}
            <a href={`/errors#${error.code}`}>
              <code>{error.code}</code>
            </a>
          </p>
        )}
        <div className="actions">
          <Retry jobId={jobId} />
          {again}
        </div>
        <JobDetails jobId={jobId} summary={summary} />
      </div>
    )
  return (
    <div className="notice">
      <p>{t('job.cancelled')}</p>
      {again}
      <JobDetails jobId={jobId} summary={summary} />
    </div>
  )
}

function Retry({ jobId }: { jobId: string }) {
  const { t } = useText()
  const { scopes } = useSession()
  const retrying = query.useMutation('post', '/api/jobs/{id}/retry')
  const outcome = useOutcome('job.retried')
  if (!scopes.includes('admin')) return null
  const retry = () => retrying.mutate({ params: { path: { id: jobId } } }, outcome)
  return (
    <button type="button" className="small-button" onClick={retry} disabled={retrying.isPending}>
      {t('job.retry')}
    </button>
  )
}
