'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Fragment, useEffect, useMemo, useRef } from 'react'
import { query } from '../../data/api.ts'
import { paged } from '../../data/paged.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { JobNotice } from './job-notice.tsx'
import { LiveAnswer, QueuedAnswer } from './live-answer.tsx'
import { MessageView } from './message.tsx'
import type { Conversation, Job, Message } from './types.ts'

type Props = { conversation: Conversation }

/** The messages in their order, with the jobs that gave no answer. The newest come first; a button brings those before. */
export function Messages({ conversation: { conversationId, userId, status, updatedAt } }: Props) {
  const { t } = useText()
  const isRunning = status === 'running'
  const found = query.useInfiniteQuery(
    'get',
    '/api/conversations/{id}/messages',
    { params: { path: { id: conversationId }, query: { order: 'newest', limit: 50, total: false } } },
    { ...paged, refetchInterval: isRunning && runningMs },
  )
  const branches = useBranches(conversationId, userId)
  const jobs = useJobs(conversationId, isRunning)
  useReading(`${status} ${updatedAt}`)
  const messages = useMemo(
    () => found.data?.pages.flatMap(({ data }) => data.messages).toReversed() ?? [],
    [found.data],
  )
  useTarget(messages)
  if (found.isPending) return <Waiting />
  if (!found.data) return <LoadProblem query={found} />
  const unanswered = unansweredOf(messages, jobs)
  return (
    <>
      <LoadProblem query={found} />
      {found.hasNextPage && (
        <button type="button" onClick={() => found.fetchNextPage()} disabled={found.isFetchingNextPage}>
          {t('conversations.earlier')}
        </button>
      )}
      {messages.length === 0 && <p className="empty">{t('conversation.empty')}</p>}
      <h2 className="unseen">{t('message.label')}</h2>
      <ol className="messages" aria-label={t('message.label')}>
        {messages.map((message) => (
          <Fragment key={message.messageId}>
            <MessageView
              message={message}
              userId={userId}
              branches={branches.filter(({ branchOf }) => branchOf?.messageId === message.messageId)}
            >
              <EndedJobs jobs={unanswered.get(message.messageId)} {...{ message, userId }} />
            </MessageView>
            <OpenJobs jobs={unanswered.get(message.messageId)} />
          </Fragment>
        ))}
        <OpenJobs jobs={unanswered.get(elsewhere)} />
      </ol>
    </>
  )
}

/** How often a conversation is looked at in which something runs; the events of its job are quicker. */
const runningMs = 5_000

/** Reads the messages again after their conversation has changed: those read before may lack its answer. */
function useReading(state: string): void {
  const client = useQueryClient()
  const last = useRef(state)
  useEffect(() => {
    if (last.current === state) return
    last.current = state
    for (const path of ['/api/conversations/{id}/messages', '/api/jobs'])
      client.invalidateQueries({ queryKey: ['get', path] })
  }, [client, state])
}

const hasEnded = ({ status }: Job) => status === 'failed' || status === 'cancelled'

type EndedProps = { jobs: Job[] | undefined; message: Message; userId: string }

const EndedJobs = ({ jobs = [], message: { messageId }, userId }: EndedProps) =>
  jobs.filter(hasEnded).map((job) => <JobNotice key={job.jobId} {...{ job, messageId, userId }} />)

/** The answers that are to come. One alone is written at a time, the oldest first. */
function OpenJobs({ jobs = [] }: { jobs: Job[] | undefined }) {
  const client = useQueryClient()
  async function refresh() {
    // The answer is there before its text while it was written goes.
    await client.invalidateQueries({ queryKey: ['get', '/api/conversations/{id}/messages'] })
    await client.invalidateQueries()
  }
  const open = jobs.filter((job) => !hasEnded(job))
  return open.map(({ jobId, waitsFor }) =>
    waitsFor ? (
      <QueuedAnswer key={jobId} jobId={jobId} />
    ) : (
      <LiveAnswer key={jobId} jobId={jobId} onEnd={refresh} />
    ),
  )
}

const bones = ['user', 'assistant', 'user']

/** Holds the place of the messages until they come. */
function Waiting() {
  const { t } = useText()
  return (
    <>
      <p className="unseen" role="status">
        {t('list.loading')}
      </p>
      <div className="messages" aria-busy="true" aria-hidden="true">
        {bones.map((role, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places without a content
          <div key={i} className="message-bone" data-role={role}>
            <span className="bone" />
          </div>
        ))}
      </div>
    </>
  )
}

/** The branches of a conversation: as many as one page has. */
function useBranches(branchOf: number, userId: string): Conversation[] {
  const found = query.useQuery('get', '/api/conversations', {
    params: { query: { branchOf, userId, limit: 100, total: false } },
  })
  return found.data?.data.conversations ?? []
}

/** The newest jobs of a conversation, for those who may list jobs. */
function useJobs(conversationId: number, isRunning: boolean): Job[] {
  const { scopes } = useSession()
  const found = query.useQuery(
    'get',
    '/api/jobs',
    { params: { query: { conversationId, limit: 100 } } },
    { enabled: scopes.includes('read'), refetchInterval: isRunning && runningMs },
  )
  return found.data?.data.jobs ?? []
}

/** The place of jobs whose message is on another page. */
const elsewhere = 0

/**
 * The jobs without an answer by the message that they are for. The API does not name that message, but one statement
 * stores both, so they are of the same moment.
 */
function unansweredOf(messages: Message[], jobs: Job[]): Map<number, Job[]> {
  const asked = messages.filter(({ role }) => role === 'user')
  const answered = new Set(messages.map(({ jobId }) => jobId))
  const unanswered = jobs.filter(({ jobId, status }) => status !== 'completed' && !answered.has(jobId))
  return Map.groupBy(
    unanswered,
    (job) => asked.find(({ createdAt }) => createdAt === job.createdAt)?.messageId ?? elsewhere,
  )
}

/** Goes to the message that the address names, once it is there. */
function useTarget(messages: Message[]): void {
  const hasSome = messages.length > 0
  useEffect(() => {
    const id = hasSome && /^#message-\d+$/.test(location.hash) && location.hash.slice(1)
    if (id) document.getElementById(id)?.scrollIntoView()
  }, [hasSome])
}
