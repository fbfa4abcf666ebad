import { type FieldDef, types } from 'pg'

/** OIDs of bool, int2, int4, json, float4, float8 and jsonb, and of their arrays and text's. */
const JSON_TYPES = new Set([16, 21, 23, 114, 700, 701, 3802, 199, 1000, 1005, 1007, 1009, 1021, 1022, 3807])

/** PostgreSQL's text as JSON values, for callers that do not ask for raw text: what fits JSON, else the text. */
export function toJson(rows: unknown[], fields: FieldDef[]): unknown[] {
  const columns = fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }))
  return rows.map((row) =>
    Array.isArray(row)
      ? row.map((value, index) => convert(value, columns[index]!.parse))
      : Object.fromEntries(
          columns.map(({ name, parse }) => [name, convert((row as Record<string, unknown>)[name], parse)]),
        ),
  )
}

type Parser = (text: string) => unknown

function parserOf(oid: number): Parser {
  return JSON_TYPES.has(oid) ? (types.getTypeParser(oid) as Parser) : (text) => text
}

function convert(value: unknown, parse: Parser): unknown {
  if (typeof value !== 'string') return value
  const parsed = parse(value)
  // NaN and the infinities have no JSON number.
  return typeof parsed === 'number' && !Number.isFinite(parsed) ? value : parsed
}
