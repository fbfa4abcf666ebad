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

/** The messages in order, and the jobs without an answer. The newest page loads first; a button loads earlier ones. */
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
  useReloadOnChange(`${status} ${updatedAt}`)
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

/** The refresh interval while a job is open. The events of the job arrive sooner. */
const runningMs = 5_000

/** Reloads the messages after their conversation changes, since the loaded ones may lack the answer. */
function useReloadOnChange(state: string): void {
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

/** The open answers. The model writes one at a time, the oldest first. */
function OpenJobs({ jobs = [] }: { jobs: Job[] | undefined }) {
  const client = useQueryClient()
  async function refresh() {
    // Load the stored answer before the live text disappears.
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

const placeholderRoles = ['user', 'assistant', 'user']

/** A placeholder until the messages are loaded. */
function Waiting() {
  const { t } = useText()
  return (
    <>
      <p className="unseen" role="status">
        {t('list.loading')}
      </p>
      <div className="messages" aria-busy="true" aria-hidden="true">
        {placeholderRoles.map((role, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders without content
          <div key={i} className="message-bone" data-role={role}>
            <span className="bone" />
          </div>
        ))}
      </div>
    </>
  )
}

/** The branches of a conversation, limited to one page. */
function useBranches(branchOf: number, userId: string): Conversation[] {
  const found = query.useQuery('get', '/api/conversations', {
    params: { query: { branchOf, userId, limit: 100, total: false } },
  })
  return found.data?.data.conversations ?? []
}

/** The newest jobs of a conversation, if the session may list jobs. */
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

/** The key for jobs whose message is on another page. */
const elsewhere = 0

/**
 * Groups the jobs without an answer by their message. The API does not return that message's id, but one statement stores
 * both, so their timestamps are equal.
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

/** Scrolls to the message in the URL's fragment once it is loaded. */
function useTarget(messages: Message[]): void {
  const hasSome = messages.length > 0
  useEffect(() => {
    const id = hasSome && /^#message-\d+$/.test(location.hash) && location.hash.slice(1)
    if (id) document.getElementById(id)?.scrollIntoView()
  }, [hasSome])
}
