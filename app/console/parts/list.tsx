'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../frame/text.tsx'
import { LoadProblem } from './load-problem.tsx'
import { Cell, Head, Skeleton } from './rows.tsx'
import { SelectBox, type Selection } from './selection.tsx'

export type Column<Row> = {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** Numbers are right-aligned. */
  isNumber?: boolean
}

type Props<Page, Row> = {
  label: string
  query: UseInfiniteQueryResult<InfiniteData<Page>, unknown>
  rowsOf: (page: Page) => Row[]
  keyOf: (row: Row) => string | number
  /** The first column names the row. */
  columns: Column<Row>[]
  /** Shown when the list is empty. */
  empty: ReactNode
  /** Makes rows selectable by their keys. */
  selection?: Selection
}

/** A paginated list with its states: loading, failed, empty, end. */
export function List<Page, Row>({
  label,
  query,
  rowsOf,
  keyOf,
  columns,
  empty,
  selection,
}: Props<Page, Row>) {
  const { t } = useText()
  const { data, error, isPending, isFetchingNextPage, hasNextPage } = query
  if (isPending) return <Skeleton label={label} columns={columns} isSelectable={selection !== undefined} />
  if (!data) return <LoadProblem query={query} />
  const rows = data.pages.flatMap(rowsOf)
  if (rows.length === 0)
    return error === null ? <div className="empty">{empty}</div> : <LoadProblem query={query} />
  return (
    <>
      <table className="list" aria-label={label}>
        <Head columns={columns} isSelectable={selection !== undefined} />
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {selection && (
                <td className="select">
                  <SelectBox keys={[String(keyOf(row))]} selection={selection} />
                </td>
              )}
              {columns.map((column, i) => (
                <Cell key={column.id} column={column} row={row} isFirst={i === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <LoadProblem query={query} />
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
