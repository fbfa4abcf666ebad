'use client'

import { query } from '../../data/api.ts'
import { paged } from '../../data/paged.ts'
import { useText } from '../../frame/text.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Time } from '../../parts/time.tsx'

/** The messages, in their order; the newest page comes first, and a button brings the ones before it. */
export function Messages({ conversationId }: { conversationId: number }) {
  const { t } = useText()
  const found = query.useInfiniteQuery(
    'get',
    '/api/conversations/{id}/messages',
    { params: { path: { id: conversationId }, query: { order: 'newest', limit: 50, total: false } } },
    paged,
  )
  if (found.isPending) return <p role="status">{t('list.loading')}</p>
  if (!found.data)
    return <Problem error={found.error} title={t('error.title')} onRetry={() => found.refetch()} />
  const messages = found.data.pages.flatMap(({ data }) => data.messages).toReversed()
  return (
    <>
      {found.hasNextPage && (
        <button type="button" onClick={() => found.fetchNextPage()} disabled={found.isFetchingNextPage}>
          {t('conversations.earlier')}
        </button>
      )}
      <ol className="messages">
        {messages.map(({ messageId, role, content, createdAt }) => (
          <li key={messageId} data-role={role}>
            <p className="note">
              <b>{t(`role.${role}`)}</b> <Time at={createdAt} />
            </p>
            <div className="text">{content}</div>
          </li>
        ))}
      </ol>
    </>
  )
}
