'use client'

import { useEffect } from 'react'
import { query } from '../../data/api.ts'
import type { LiveAnswer as Answer } from '../../data/job-answer.ts'
import { useLiveAnswer } from '../../data/job-events.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { Markdown } from '../../parts/markdown.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { JobDetails } from './job-details.tsx'

type Props = { jobId: string; onEnd: () => void }

/** The answer while the model writes it, or the reason why its job waits. */
export function LiveAnswer({ jobId, onEnd }: Props) {
  const { t } = useText()
  const answer = useLiveAnswer(jobId, true, { onEnd })
  useFollowing(answer.text)
  return (
    <li data-role="assistant" data-live="true">
      <div className="message-head">
        <p className="note">
          <b>{t('role.assistant')}</b> <Stage answer={answer} />
        </p>
        {!answer.hasEnded && <Cancel jobId={jobId} />}
      </div>
      {answer.restartedBy && (
        <p className="note fair">
          {t('live.restarted', { attempt: answer.attempt, reason: answer.restartedBy.message })}
        </p>
      )}
      {answer.text && <Markdown text={answer.text} />}
      <JobDetails jobId={jobId} summary={t('job.details')} />
    </li>
  )
}

/** An answer that waits for an earlier answer of the same conversation. */
export function QueuedAnswer({ jobId }: { jobId: string }) {
  const { t } = useText()
  return (
    <li data-role="assistant">
      <div className="message-head">
        <p className="note">
          <b>{t('role.assistant')}</b> {t('live.behind')}
        </p>
        <Cancel jobId={jobId} />
      </div>
    </li>
  )
}

function Stage({ answer }: { answer: Answer }) {
  const { t, time } = useText()
  return <span role="status">{stage()}</span>

  function stage(): string {
    const { waiting, model, isCutOff, attempt } = answer
    if (isCutOff) return t('live.cutOff')
    if (waiting?.isBehindAnother) return t('live.behind')
    if (waiting?.nextAttemptAt) return t('live.again', { time: time(waiting.nextAttemptAt) })
    if (attempt === 0) return t('live.connecting')
    return t('live.writing', { model: model ?? t('live.someModel') })
  }
}

function Cancel({ jobId }: { jobId: string }) {
  const { t } = useText()
  const { scopes } = useSession()
  const { failed } = useToast()
  const cancelling = query.useMutation('post', '/api/jobs/{id}/cancel')
  if (!scopes.includes('chat')) return null
  return (
    <button
      type="button"
      className="small-button"
      disabled={cancelling.isPending}
      onClick={() => cancelling.mutate({ params: { path: { id: jobId } } }, { onError: failed })}
    >
      {t('live.cancel')}
    </button>
  )
}

const nearPixels = 200

/** Scrolls to the end of the page while a text grows, if the reader is already there. */
function useFollowing(text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs after each change of the text
  useEffect(() => {
    const page = document.scrollingElement
    if (page && page.scrollHeight - page.scrollTop - page.clientHeight < nearPixels)
      page.scrollTop = page.scrollHeight
  }, [text])
}
