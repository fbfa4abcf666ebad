'use client'

import { query } from '../../data/api.ts'
import { useText } from '../../frame/text.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { isOpen } from '../rows.tsx'
import type { JobView } from './use-job.ts'

/** The message of a job, and its answer while the model writes it. */
export function Texts({ job, written }: { job: JobView; written: string }) {
  const { t } = useText()
  const isWriting = isOpen(job)
  const answer = job.response ?? written
  return (
    <>
      <h2>{t('jobs.message')}</h2>
      <Message job={job} />
      <h2>{t('jobs.answer')}</h2>
      {answer ? (
        <div className="text sheet">{answer}</div>
      ) : (
        <p className="note">{t(isWriting ? 'jobs.answerComes' : 'jobs.noAnswer')}</p>
      )}
      {job.items && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <pre className="sheet" tabIndex={0}>
          {JSON.stringify(job.items, null, 2)}
        </pre>
      )}
    </>
  )
}

/** One statement stores the user's message and its job, so their timestamps are equal. */
function Message({ job: { conversationId, createdAt } }: { job: JobView }) {
  const { t } = useText()
  const found = query.useQuery('get', '/api/conversations/{id}/messages', {
    params: { path: { id: conversationId }, query: { order: 'newest', limit: 100, total: false } },
  })
  if (found.isPending) return <p className="note">{t('list.loading')}</p>
  if (!found.data) return <LoadProblem query={found} />
  const sent = found.data.data.messages.find(
    (message) => message.role === 'user' && message.createdAt === createdAt,
  )
  if (!sent) return <p className="note">{t('jobs.messageElsewhere')}</p>
  return <div className="text sheet">{sent.content}</div>
}
