'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../frame/text.tsx'
import { Problem } from './problem.tsx'
import { SelectBox, type Selection } from './selection.tsx'

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
  /** Where rows can be chosen, by their keys. */
  selection?: Selection
}

/** A list that is read page by page: its rows, and its states of loading, failure, emptiness and end. */
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
  if (!data) return <Problem error={error} title={t('error.title')} onRetry={() => query.refetch()} />
  const rows = data.pages.flatMap(rowsOf)
  if (rows.length === 0) return <div className="empty">{empty}</div>
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

type HeadProps<Row> = { columns: Column<Row>[]; isSelectable: boolean }

function Head<Row>({ columns, isSelectable }: HeadProps<Row>) {
  return (
    <thead>
      <tr>
        {isSelectable && <td className="select" />}
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
function Skeleton<Row>({ label, columns, isSelectable }: HeadProps<Row> & { label: string }) {
  const { t } = useText()
  return (
    <>
      <p className="unseen" role="status">
        {t('list.loading')}
      </p>
      <table className="list skeleton" aria-label={label} aria-busy="true">
        <Head columns={columns} isSelectable={isSelectable} />
        <tbody aria-hidden="true">
          {Array.from({ length: skeletonRows }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without a content
            <tr key={i}>
              {isSelectable && <td className="select" />}
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
