'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import Link from 'next/link'
import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterChoice, FilterText, useFilters } from '../parts/filters.tsx'
import { type Column, List } from '../parts/list.tsx'
import { useSelection } from '../parts/selection.tsx'
import { Status } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { BulkDelete } from './bulk-delete.tsx'

const names = ['query', 'userId', 'model', 'status', 'since'] as const
const statuses = ['running', 'answered', 'failed', 'cancelled'] as const

/** All conversations that the session may read, newest first, with search and filters. */
export function Conversations() {
  const { t } = useText()
  const { isOwner, scopes } = useSession()
  const { values, set, clear } = useFilters(names)
  const { list, columns } = useConversations(values)
  const selection = useSelection()
  const rows = list.data?.pages.flatMap(({ data }) => data.conversations) ?? []
  const isFiltered = names.some((name) => values[name])
  return (
    <>
      <Title
        actions={
          scopes.includes('chat') && (
            <Link className="button-link" href="/console/conversations/new" prefetch={false}>
              {t('composer.new')}
            </Link>
          )
        }
      >
        {t('conversations.title')}
      </Title>
      <FilterBar
        onApply={(form) => set(Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '')])))}
        onClear={isFiltered ? clear : undefined}
      >
        <FilterText name="query" type="search" label={t('conversations.search')} value={values.query} />
        {isOwner && <FilterText name="userId" label={t('conversations.user')} value={values.userId} />}
        <FilterText name="model" label={t('conversations.model')} value={values.model} />
        <FilterChoice
          name="status"
          label={t('conversations.status')}
          value={values.status}
          choices={statuses.map((status) => [status, t(`status.${status}`)])}
        />
        <FilterText name="since" type="date" label={t('conversations.since')} value={values.since} />
      </FilterBar>
      {scopes.includes('chat') && <BulkDelete rows={rows} selection={selection} />}
      <List
        label={t('conversations.title')}
        query={list}
        rowsOf={({ data }) => data.conversations}
        keyOf={({ conversationId }) => conversationId}
        columns={columns}
        {...(scopes.includes('chat') && { selection })}
        empty={<p>{t(isFiltered ? 'conversations.noMatch' : 'conversations.empty')}</p>}
      />
    </>
  )
}

type Values = Record<(typeof names)[number], string | undefined>
type Row = {
  conversationId: number
  userId: string
  title: string | null
  messageCount: number
  status?: (typeof statuses)[number]
  model?: string
  updatedAt: string
  match?: { excerpt: string }
}
type Page = { data: { conversations: Row[]; nextCursor?: string } }

function useConversations({ query: words, status, since, ...rest }: Values) {
  const { t, number } = useText()
  const { isOwner } = useSession()
  const filters = {
    ...rest,
    ...(status && { status: status as (typeof statuses)[number] }),
    ...(since && { updatedAfter: new Date(`${since}T00:00`).toISOString() }),
  }
  const listed = query.useInfiniteQuery(
    'get',
    '/api/conversations',
    { params: { query: { ...filters, limit: 50, total: false } } },
    { ...paged, enabled: !words },
  )
  const found = query.useInfiniteQuery(
    'get',
    '/api/search/conversations',
    { params: { query: { ...filters, query: words ?? '', limit: 50 } } },
    { ...paged, enabled: Boolean(words) },
  )
  const list = (words ? found : listed) as UseInfiniteQueryResult<InfiniteData<Page>, unknown>
  const columns: Column<Row>[] = [
    {
      id: 'title',
      title: t('conversations.name'),
      cell: ({ conversationId, title, match }) => (
        <>
          <Link href={`/console/conversations/${conversationId}`} prefetch={false}>
            {title ?? t('conversations.untitled')}
          </Link>
          {match && <span className="excerpt">{match.excerpt}</span>}
        </>
      ),
    },
    ...(isOwner
      ? [{ id: 'user', title: t('conversations.user'), cell: ({ userId }: Row) => <bdi>{userId}</bdi> }]
      : []),
    {
      id: 'status',
      title: t('conversations.status'),
      cell: ({ status }) => status && <Status status={status} />,
    },
    { id: 'model', title: t('conversations.model'), cell: ({ model }) => model && <code>{model}</code> },
    {
      id: 'messages',
      title: t('conversations.messages'),
      isNumber: true,
      cell: ({ messageCount }) => number(messageCount),
    },
    {
      id: 'changed',
      title: t('conversations.changed'),
      cell: ({ updatedAt }) => <Time at={updatedAt} />,
    },
  ]
  return { list, columns }
}
