'use client'

import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useSession } from '../frame/session.tsx'
import { useText } from '../frame/text.tsx'
import { actionColumn } from '../parts/action-column.tsx'
import { type Column, List } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'
import { useConfirm } from '../parts/use-confirm.tsx'
import { useEndSessions } from './use-end-sessions.ts'

type Row = {
  sessionId: string
  signedInWith: 'owner' | 'key' | 'openid'
  userId: string | null
  keyId: string | null
  userAgent: string | null
  isCurrent: boolean
  signedInAt: string
  lastUsedAt: string
  expiresAt: string
}

/** The browsers signed in to the console. */
export function Browsers() {
  const { t } = useText()
  const { ask, dialog } = useConfirm()
  const { endOne, endAll } = useEndSessions()
  const { scopes } = useSession()
  const mayEnd = scopes.includes('chat') || scopes.includes('admin')
  const list = query.useInfiniteQuery('get', '/api/sessions', { params: { query: { limit: 50 } } }, paged)
  const askEnd = ({ sessionId, isCurrent }: Row) =>
    ask({
      title: t('signIns.endTitle'),
      children: [t('signIns.endNote'), isCurrent && t('signIns.endOwnNote')].filter(Boolean).join(' '),
      verb: t('signIns.endSession'),
      onConfirm: () => endOne(sessionId, isCurrent),
    })
  const askEndAll = () =>
    ask({
      title: t('signIns.endAllTitle'),
      children: t('signIns.endAllNote'),
      verb: t('signIns.endAll'),
      onConfirm: endAll,
    })
  return (
    <>
      <div className="title">
        <h2>{t('signIns.browsers')}</h2>
        {mayEnd && (
          <button type="button" onClick={askEndAll}>
            {t('signIns.endAll')}
          </button>
        )}
      </div>
      <p className="note">{t('signIns.browsersNote')}</p>
      <List
        label={t('signIns.browsers')}
        query={list}
        rowsOf={({ data }) => data.sessions}
        keyOf={({ sessionId }) => sessionId}
        columns={useColumns(mayEnd ? askEnd : undefined)}
        empty={<p>{t('signIns.noBrowser')}</p>}
      />
      {dialog}
    </>
  )
}

function useColumns(askEnd: ((row: Row) => void) | undefined): Column<Row>[] {
  const { t } = useText()
  const columns: Column<Row>[] = [
    {
      id: 'browser',
      title: t('signIns.browser'),
      cell: ({ userAgent, isCurrent }) => (
        <>
          {userAgent ?? t('signIns.unnamed')} {isCurrent && <b>({t('signIns.own')})</b>}
        </>
      ),
    },
    {
      id: 'with',
      title: t('signIns.with'),
      cell: ({ signedInWith, keyId }) => (
        <span title={keyId ?? undefined}>{t(`signIns.with.${signedInWith}`)}</span>
      ),
    },
    {
      id: 'user',
      title: t('keys.user'),
      cell: ({ userId }) => (userId === null ? t('keys.allUsers') : <bdi>{userId}</bdi>),
    },
    { id: 'since', title: t('signIns.signedIn'), cell: ({ signedInAt }) => <Time at={signedInAt} /> },
    { id: 'used', title: t('signIns.lastUsed'), cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
    { id: 'end', title: t('signIns.ends'), cell: ({ expiresAt }) => <Time at={expiresAt} /> },
  ]
  if (!askEnd) return columns
  return [
    ...columns,
    actionColumn({ title: t('jobs.actions'), verb: t('signIns.endSession'), onClick: askEnd }),
  ]
}
