'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { query } from '../../data/api.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { Status } from '../../parts/status.tsx'
import { Time } from '../../parts/time.tsx'
import { Title } from '../../parts/title.tsx'
import { Composer } from '../composer.tsx'
import { Actions } from './actions.tsx'
import { Messages } from './messages.tsx'
import type { Conversation as ConversationView } from './types.ts'

/** The refresh interval while a job of the conversation is open. */
const runningMs = 5_000

/** One conversation: its facts, actions and messages. */
export function Conversation({ id }: { id: number }) {
  const { t } = useText()
  const { scopes } = useSession()
  const client = useQueryClient()
  const found = query.useQuery(
    'get',
    '/api/conversations/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => state.data?.data.status === 'running' && runningMs },
  )
  const conversation = found.data?.data
  if (!conversation && found.error)
    return (
      <>
        <Title>{t('conversations.name')}</Title>
        <LoadProblem query={found} />
      </>
    )
  return (
    <>
      <Title actions={conversation && <Actions {...conversation} />}>
        {conversation ? (conversation.title ?? t('conversations.untitled')) : <span className="bone" />}
      </Title>
      <LoadProblem query={found} />
      <Facts conversation={conversation} />
      {conversation && <Messages conversation={conversation} />}
      {conversation && scopes.includes('chat') && (
        <Composer
          conversationId={id}
          userId={conversation.userId}
          onBegun={() => client.invalidateQueries()}
        />
      )}
    </>
  )
}

/** User, status and origin of a conversation, or a placeholder until they are loaded. */
function Facts({ conversation }: { conversation: ConversationView | undefined }) {
  const { t } = useText()
  if (!conversation)
    return (
      <p className="conversation-facts note">
        <span className="bone" />
      </p>
    )
  const { userId, model, status, messageCount, branchOf, updatedAt } = conversation
  const { conversationId: from, messageId } = branchOf ?? {}
  return (
    <p className="conversation-facts note">
      <span>
        {t('conversation.user')} <bdi>{userId}</bdi>
      </span>
      {model && (
        <span>
          {t('conversation.model')} <code>{model}</code>
        </span>
      )}
      {status && <Status status={status} />}
      <span>{t('conversation.count', { count: messageCount })}</span>
      <Time at={updatedAt} />
      {from && (
        <Link
          href={`/console/conversations/${from}${messageId ? `#message-${messageId}` : ''}`}
          prefetch={false}
        >
          {t('conversation.branchOf', { id: String(from) })}
        </Link>
      )}
    </p>
  )
}
