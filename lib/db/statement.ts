export type Row = Record<string, unknown>

/** One SQL text with the placeholders `$1`, `$2` …, and its name in logs and on the server. */
export type Statement = { name: string; text: string }

/** A database adapter. `query` runs one statement in its own transaction and throws the errors of `errors.ts`. */
export type Database = {
  /** With `order` the adapter may run calls of the same statement together, in this order: see batches.ts. */
  query(statement: Statement, values: unknown[], order?: string): Promise<Row[]>
  /** Waits for running statements and closes every connection. */
  close(): Promise<void>
}

const statements = new WeakMap<TemplateStringsArray, Statement>()

/** Returns the statement of a template. It is built once per place in the code. */
export function statementOf(name: string, strings: TemplateStringsArray): Statement {
  const known = statements.get(strings)
  if (known) return known
  const text = strings.reduce((before, part, index) => `${before}$${index}${part}`)
  const statement = { name, text }
  statements.set(strings, statement)
  return statement
}
