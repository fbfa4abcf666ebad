'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useLiveAnswer } from '../../data/job-events.ts'
import { useText } from '../../frame/text.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { Title } from '../../parts/title.tsx'
import { useConfirm } from '../../parts/use-confirm.tsx'
import { useJobChanges } from '../changes.ts'
import { useJobRights } from '../rights.ts'
import { isOpen } from '../rows.tsx'
import { Attempts, useAttempts } from './attempts.tsx'
import { Deliveries } from './deliveries.tsx'
import { JobFacts } from './job-facts.tsx'
import { Texts } from './texts.tsx'
import { type JobView, useJob } from './use-job.ts'

/** One job: status, reason, message, answer, attempts and webhooks. Updated live while the job runs. */
export function Job({ id }: { id: string }) {
  const { t } = useText()
  const found = useJob(id)
  const job = found.data
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries()
  const { text } = useLiveAnswer(id, job !== undefined && isOpen(job), { onEnd: refresh, onStage: refresh })
  const attempts = useAttempts(id)
  if (!job && found.error)
    return (
      <>
        <Title>{t('jobs.job')}</Title>
        <LoadProblem query={found} />
      </>
    )
  return (
    <>
      <Title actions={job && <Actions job={job} />}>{t('jobs.job')}</Title>
      <p className="note">
        <code>{id}</code>
      </p>
      <LoadProblem query={found} />
      {job ? (
        <>
          <JobFacts
            job={job}
            attempts={attempts.data?.data.attempts ?? []}
            traceId={attempts.data?.data.traceId}
          />
          <Texts job={job} written={text} />
        </>
      ) : (
        <p className="page-place" role="status" aria-busy="true">
          {t('list.loading')}
        </p>
      )}
      <Attempts attempts={attempts} />
      <Deliveries jobId={id} />
    </>
  )
}

function Actions({ job: { jobId, status, conversationId } }: { job: JobView }) {
  const { t } = useText()
  const { canRetry, canCancel } = useJobRights()
  const { retry, cancel, isBusy } = useJobChanges()
  const { ask, dialog } = useConfirm()
  const askCancel = () =>
    ask({
      title: t('jobs.cancelOneTitle'),
      children: t('jobs.cancelNote'),
      verb: t('jobs.cancel'),
      onConfirm: () => cancel.start({ jobIds: [jobId] }),
    })
  return (
    <>
      <Link href={`/console/conversations/${conversationId}`} prefetch={false} className="button">
        {t('jobs.toConversation')}
      </Link>
      {canRetry && status === 'failed' && (
        <button type="button" disabled={isBusy} onClick={() => retry.start({ jobIds: [jobId] })}>
          {t('jobs.retry')}
        </button>
      )}
      {canCancel && isOpen({ status }) && (
        <button type="button" disabled={isBusy} onClick={askCancel}>
          {t('jobs.cancel')}
        </button>
      )}
      {dialog}
    </>
  )
}
