'use client'

import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useText } from '../frame/text.tsx'
import { actionColumn } from '../parts/action-column.tsx'
import { type Column, List } from '../parts/list.tsx'
import { Time } from '../parts/time.tsx'
import { useConfirm } from '../parts/use-confirm.tsx'
import { useOutcome } from '../parts/use-outcome.ts'

type App = {
  signInId: string
  clientId: string
  clientName: string | null
  userId: string | null
  scopes: string[]
  state: 'active' | 'barred'
  signedInAt: string
  lastTokenAt: string | null
  expiresAt: string
}

/** The apps that users allowed through OAuth. */
export function Apps() {
  const { t } = useText()
  const { ask, dialog } = useConfirm()
  const end = useEnd()
  const list = query.useInfiniteQuery('get', '/api/sign-ins', { params: { query: { limit: 50 } } }, paged)
  const askEnd = ({ signInId, clientName, clientId }: App) =>
    ask({
      title: t('signIns.endAppTitle'),
      children: t('signIns.endAppNote', { name: clientName ?? clientId }),
      verb: t('signIns.end'),
      onConfirm: () => end(signInId),
    })
  return (
    <>
      <h2>{t('signIns.apps')}</h2>
      <p className="note">{t('signIns.appsNote')}</p>
      <List
        label={t('signIns.apps')}
        query={list}
        rowsOf={({ data }) => data.signIns}
        keyOf={({ signInId }) => signInId}
        columns={useColumns(askEnd)}
        empty={<p>{t('signIns.noApp')}</p>}
      />
      {dialog}
    </>
  )
}

function useEnd() {
  const ending = query.useMutation('delete', '/api/sign-ins/{id}')
  const outcome = useOutcome('signIns.ended')
  return (id: string) => ending.mutate({ params: { path: { id } } }, outcome)
}

function useColumns(askEnd: (row: App) => void): Column<App>[] {
  const { t } = useText()
  return [
    {
      id: 'app',
      title: t('signIns.app'),
      cell: ({ clientName, clientId }) => <bdi>{clientName ?? clientId}</bdi>,
    },
    {
      id: 'state',
      title: t('keys.state'),
      cell: ({ state }) => (
        <span className={`state ${state === 'active' ? 'good' : 'bad'}`}>{t(`signIns.${state}`)}</span>
      ),
    },
    {
      id: 'user',
      title: t('keys.user'),
      cell: ({ userId }) => (userId === null ? t('keys.allUsers') : <bdi>{userId}</bdi>),
    },
    { id: 'scopes', title: t('keys.scopes'), cell: ({ scopes }) => scopes.join(', ') },
    { id: 'since', title: t('signIns.signedIn'), cell: ({ signedInAt }) => <Time at={signedInAt} /> },
    {
      id: 'token',
      title: t('signIns.lastToken'),
      cell: ({ lastTokenAt }) => (lastTokenAt ? <Time at={lastTokenAt} /> : t('never')),
    },
    { id: 'end', title: t('signIns.ends'), cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    actionColumn({ title: t('jobs.actions'), verb: t('signIns.end'), onClick: askEnd }),
  ]
}
