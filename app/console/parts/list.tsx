'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../frame/text.tsx'
import { Problem } from './problem.tsx'

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
      <table className="list" aria-label={label}>
        <Head columns={columns} />
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, i) => (
                <Cell key={column.id} column={column} row={row} isFirst={i === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
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

function Head<Row>({ columns }: { columns: Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, title, isNumber }) => (
          <th key={id} scope="col" className={isNumber ? 'number' : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type CellProps<Row> = { column: Column<Row>; row: Row; isFirst: boolean }

function Cell<Row>({ column: { title, cell, isNumber }, row, isFirst }: CellProps<Row>) {
  const className = isNumber ? 'number' : undefined
  if (isFirst)
    return (
      <th scope="row" className={className}>
        {cell(row)}
      </th>
    )
  return (
    <td className={className} data-title={title}>
      {cell(row)}
    </td>
  )
}

const skeletonRows = 8

/** Holds the place of the rows until they come. */
function Skeleton<Row>({ label, columns }: { label: string; columns: Column<Row>[] }) {
  const { t } = useText()
  return (
    <>
      <p className="unseen" role="status">
        {t('list.loading')}
      </p>
      <table className="list skeleton" aria-label={label} aria-busy="true">
        <Head columns={columns} />
        <tbody aria-hidden="true">
          {Array.from({ length: skeletonRows }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without a content
            <tr key={i}>
              {columns.map(({ id }) => (
                <td key={id}>
                  <span className="bone" />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
