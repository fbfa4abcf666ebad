'use client'

import Link from 'next/link'
import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterChoice, FilterText, useFilters } from '../parts/filters.tsx'
import { type Column, List } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { CreateUser } from './create-user.tsx'
import { UsageSummary, type UsageTotals } from './usage-summary.tsx'

type Row = {
  userId: string
  name: string | null
  email: string | null
  lastSeenAt: string | null
  month: UsageTotals
  createdAt: string
}

/** The users, with the usage of each in this month. */
export function Users() {
  const { t } = useText()
  const { scopes, userId } = useSession()
  const { values, set, clear } = useFilters(['query', 'order'])
  const { query: words, order } = values
  const list = query.useInfiniteQuery(
    'get',
    '/api/search/users',
    {
      params: {
        query: { ...(words && { query: words }), ...(order === 'lastMessage' && { order }), limit: 50 },
      },
    },
    paged,
  )
  const canCreate = userId === null && scopes.includes('chat')
  return (
    <>
      <Title actions={canCreate && <CreateUser />}>{t('users.title')}</Title>
      <FilterBar
        onApply={(form) => set({ query: String(form.get('query')), order: String(form.get('order')) })}
        onClear={words || order ? clear : undefined}
      >
        <FilterText name="query" type="search" label={t('users.search')} value={words} />
        <FilterChoice
          name="order"
          label={t('users.order')}
          value={order}
          choices={[['lastMessage', t('users.lastMessage')]]}
        />
      </FilterBar>
      <List
        label={t('users.title')}
        query={list}
        rowsOf={({ data }) => data.users}
        keyOf={(row) => row.userId}
        columns={useColumns()}
        empty={<p>{t(words ? 'users.noMatch' : 'users.empty')}</p>}
      />
    </>
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useText()
  return [
    {
      id: 'user',
      title: t('users.user'),
      cell: ({ userId }) => (
        <Link href={`/console/users/${encodeURIComponent(userId)}`} prefetch={false}>
          <bdi>{userId}</bdi>
        </Link>
      ),
    },
    { id: 'name', title: t('users.name'), cell: ({ name }) => name && <bdi>{name}</bdi> },
    { id: 'email', title: t('users.email'), cell: ({ email }) => email && <bdi>{email}</bdi> },
    {
      id: 'seen',
      title: t('users.lastSeen'),
      cell: ({ lastSeenAt }) => (lastSeenAt ? <Time at={lastSeenAt} /> : t('never')),
    },
    { id: 'month', title: t('users.month'), cell: ({ month }) => <UsageSummary counted={month} /> },
    { id: 'added', title: t('users.added'), cell: ({ createdAt }) => <Time at={createdAt} /> },
  ]
}
