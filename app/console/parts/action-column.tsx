import type { Column } from './list.tsx'

type Action<Row> = { title: string; verb: string; onClick: (row: Row) => void }

/** The last column of a list, with a button in each row. */
export const actionColumn = <Row,>({ title, verb, onClick }: Action<Row>): Column<Row> => ({
  id: 'actions',
  title,
  cell: (row) => (
    <button type="button" className="small-button" onClick={() => onClick(row)}>
      {verb}
    </button>
  ),
})
