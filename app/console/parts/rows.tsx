'use client'

import { useText } from '../frame/text.tsx'
import type { Column } from './list.tsx'

type HeadProps<Row> = { columns: Column<Row>[]; isSelectable?: boolean }

/** The column headers of a list. */
export function Head<Row>({ columns, isSelectable }: HeadProps<Row>) {
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

/** One cell. The first cell of a row is its header. */
export function Cell<Row>({ column: { title, cell, isNumber }, row, isFirst }: CellProps<Row>) {
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

/** Placeholder rows until the list is loaded. */
export function Skeleton<Row>({ label, columns, isSelectable }: HeadProps<Row> & { label: string }) {
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
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without content
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
