'use client'

import { useQueryClient } from '@tanstack/react-query'
import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterText, useFilters } from '../parts/filters.tsx'
import { List } from '../parts/list.tsx'
import { Title } from '../parts/title.tsx'
import { useToast } from '../parts/toasts.tsx'
import { useConfirm } from '../parts/use-confirm.tsx'
import { CreateKey } from './create-key.tsx'
import { type KeyRow, useKeyColumns } from './rows.tsx'

/** The issued API keys, newest first, with the usage of each. */
export function Keys() {
  const { t } = useText()
  const { values, set, clear } = useFilters(['userId'])
  const { userId } = values
  const { ask, dialog } = useConfirm()
  const revoke = useRevoke()
  const list = query.useInfiniteQuery(
    'get',
    '/api/keys',
    { params: { query: { ...(userId && { userId }), limit: 50 } } },
    paged,
  )
  const askRevoke = ({ keyId, name, prefix }: KeyRow) =>
    ask({
      title: t('keys.revokeTitle'),
      children: t('keys.revokeNote', { name: name ?? `${prefix}…` }),
      verb: t('keys.revoke'),
      onConfirm: () => revoke(keyId),
    })
  return (
    <>
      <Title actions={<CreateKey />}>{t('keys.title')}</Title>
      <FilterBar
        onApply={(form) => set({ userId: String(form.get('userId') ?? '') })}
        onClear={userId ? clear : undefined}
      >
        <FilterText name="userId" label={t('keys.user')} value={userId} />
      </FilterBar>
      <List
        label={t('keys.title')}
        query={list}
        rowsOf={({ data }) => data.keys}
        keyOf={({ keyId }) => keyId}
        columns={useKeyColumns(askRevoke)}
        empty={<p>{t(userId ? 'keys.noMatch' : 'keys.empty')}</p>}
      />
      {dialog}
    </>
  )
}

function useRevoke() {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const revoking = query.useMutation('delete', '/api/keys/{id}')
  return (id: string) =>
    revoking.mutate(
      { params: { path: { id } } },
      {
        onError: failed,
        onSuccess() {
          done(t('keys.revokedNow'))
          return client.invalidateQueries()
        },
      },
    )
}
