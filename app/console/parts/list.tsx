'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../frame/text.tsx'
import { Problem } from './problem.tsx'
import { Skeleton } from './rows.tsx'
import { Table } from './table.tsx'

export type Column<Row> = {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  isNumber?: boolean
}

type Props<Page, Row> = {
  label: string
  query: UseInfiniteQueryResult<InfiniteData<Page>, unknown>
  rowsOf: (page: Page) => Row[]
  keyOf: (row: Row) => string | number
  /** The first one says what the row is. */
  columns: Column<Row>[]
  /** What to do where there is nothing yet. */
  empty: ReactNode
}

/** A list that is read page by page: its rows, and its states of loading, failure, emptiness and end. */
export function List<Page, Row>({ label, query, rowsOf, keyOf, columns, empty }: Props<Page, Row>) {
  const { t } = useText()
  const { data, error, isPending, isFetchingNextPage, hasNextPage } = query
  if (isPending) return <Skeleton label={label} columns={columns} />
  if (!data) return <Problem error={error} title={t('error.title')} onRetry={() => query.refetch()} />
  const rows = data.pages.flatMap(rowsOf)
  if (rows.length === 0) return <div className="empty">{empty}</div>
  return (
    <>
      <Table label={label} rows={rows} keyOf={keyOf} columns={columns} />
      {error !== null && <Problem error={error} title={t('error.title')} onRetry={() => query.refetch()} />}
      <p className="list-end note" role="status">
        {hasNextPage ? t('list.count', { count: rows.length }) : t('list.end')}
      </p>
      {hasNextPage && (
        <button type="button" onClick={() => query.fetchNextPage()} disabled={isFetchingNextPage}>
          {t(isFetchingNextPage ? 'list.loading' : 'list.more')}
        </button>
      )}
    </>
  )
}
