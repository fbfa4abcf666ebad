'use client'

import { query } from '../data/api.ts'
import { paged } from '../data/paged.ts'
import { useText } from '../frame/text.tsx'
import { List } from '../parts/list.tsx'
import { useSelection } from '../parts/selection.tsx'
import { Title } from '../parts/title.tsx'
import { useConfirm } from '../parts/use-confirm.tsx'
import { BulkActions } from './bulk.tsx'
import { useJobChanges } from './changes.ts'
import { JobFilters, useJobFilters } from './filters.tsx'
import { useJobRights } from './rights.ts'
import { isOpen, type JobRow, useJobColumns } from './rows.tsx'

/** The refresh interval while a listed job is open. A longer list is refreshed less often. */
const refreshMs = 3_000

/** All jobs that the session may read, newest first. Failed jobs are the dead letters. */
export function Jobs() {
  const { t } = useText()
  const filters = useJobFilters()
  const { filter, status, isFiltered } = filters
  const { canRetry, canCancel } = useJobRights()
  const selection = useSelection()
  const changes = useJobChanges()
  const { ask, dialog } = useConfirm()
  const list = query.useInfiniteQuery(
    'get',
    '/api/jobs',
    { params: { query: { ...filter, ...(status && { status }), limit: 50 } } },
    {
      ...paged,
      refetchInterval: ({ state: { data } }) =>
        data?.pages.some((page) => page.data.jobs.some(isOpen)) && refreshMs * data.pages.length,
    },
  )
  const cancelOne = ({ jobId }: JobRow) =>
    ask({
      title: t('jobs.cancelOneTitle'),
      children: t('jobs.cancelNote'),
      verb: t('jobs.cancel'),
      onConfirm: () => changes.cancel.start({ jobIds: [jobId] }),
    })
  const columns = useJobColumns({
    retry: ({ jobId }) => changes.retry.start({ jobIds: [jobId] }),
    cancel: cancelOne,
    isBusy: changes.isBusy,
  })
  return (
    <>
      <Title>{t('jobs.title')}</Title>
      <JobFilters {...filters} />
      <BulkActions
        rows={list.data?.pages.flatMap(({ data }) => data.jobs) ?? []}
        {...{ selection, filter, status, changes, ask }}
      />
      <List
        label={t('jobs.title')}
        query={list}
        rowsOf={({ data }) => data.jobs}
        keyOf={({ jobId }) => jobId}
        columns={columns}
        empty={<p>{t(isFiltered ? 'jobs.noMatch' : 'jobs.empty')}</p>}
        {...((canRetry || canCancel) && { selection })}
      />
      {dialog}
    </>
  )
}
