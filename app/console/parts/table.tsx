'use client'

import type { ReactNode } from 'react'
import type { Column } from './list.tsx'
import { Cell, Head } from './rows.tsx'

type Props<Row> = {
  label: string
  rows: Row[]
  keyOf: (row: Row) => string | number
  columns: Column<Row>[]
  empty?: ReactNode
}

/** A table without pagination. */
export function Table<Row>({ label, rows, keyOf, columns, empty }: Props<Row>) {
  if (rows.length === 0) return <div className="empty">{empty}</div>
  return (
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
  )
}
