'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { query } from '../../data/api.ts'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { Facts } from '../../parts/facts.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { Time } from '../../parts/time.tsx'
import { Title } from '../../parts/title.tsx'
import { UsageSummary } from '../usage-summary.tsx'
import { UserBudgets } from './budgets.tsx'
import { UserActions } from './user-actions.tsx'

/** One user: details, usage and actions. */
export function User({ userId }: { userId: string }) {
  const { t } = useText()
  const { scopes, isOwner } = useSession()
  const found = query.useQuery('get', '/api/users', { params: { query: { userId } } })
  const user = found.data?.data
  if (!user && found.error)
    return (
      <>
        <Title>
          <bdi>{userId}</bdi>
        </Title>
        <LoadProblem query={found} />
      </>
    )
  const of = `userId=${encodeURIComponent(userId)}`
  const facts: [string, ReactNode][] = user
    ? [
        [t('users.name'), user.name && <bdi>{user.name}</bdi>],
        [t('users.email'), user.email && <bdi>{user.email}</bdi>],
        [t('users.today'), user.today && <UsageSummary counted={user.today} />],
        [t('users.month'), user.month && <UsageSummary counted={user.month} />],
        [t('users.added'), <Time key="added" at={user.createdAt} />],
      ]
    : []
  return (
    <>
      <Title actions={user && <UserActions user={user} />}>
        <bdi>{userId}</bdi>
      </Title>
      <LoadProblem query={found} />
      {user ? <Facts facts={facts} /> : <p aria-busy="true">{t('list.loading')}</p>}
      <p className="row-actions">
        <Link href={`/console/conversations?${of}`} prefetch={false}>
          {t('users.conversations')}
        </Link>
        {scopes.includes('read') && (
          <Link href={`/console/jobs?${of}`} prefetch={false}>
            {t('users.jobs')}
          </Link>
        )}
        {isOwner && (
          <Link href={`/console/keys?${of}`} prefetch={false}>
            {t('users.keys')}
          </Link>
        )}
      </p>
      {scopes.includes('usage') && <UserBudgets userId={userId} />}
    </>
  )
}
