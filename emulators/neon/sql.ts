import type { IncomingHttpHeaders } from 'node:http'
import type { PoolClient, QueryArrayConfig, QueryArrayResult } from 'pg'
import { RequestError } from './errors.ts'
import { isStale, type StatementNames } from './statements.ts'

type Statement = { query: string; params?: unknown[]; arrayMode?: boolean }
type Named = Statement & { name?: string | undefined }

/** The body of a request: one statement, or several for one transaction. */
export type SqlRequest = Statement | { queries: Statement[] }

const isolationLevels: Record<string, string> = {
  ReadUncommitted: 'read uncommitted',
  ReadCommitted: 'read committed',
  RepeatableRead: 'repeatable read',
  Serializable: 'serializable',
}

const batchHeaders = ['neon-batch-isolation-level', 'neon-batch-read-only', 'neon-batch-deferrable'] as const

/** Checks the shape of a body. Rejects with status 400 and a message on anything else. */
export function parseRequest(text: string): SqlRequest {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw new RequestError(400, `could not parse the HTTP request body: ${(error as Error).message}`)
  }
  const { queries } = (body ?? {}) as { queries?: unknown }
  if (Array.isArray(queries) ? queries.every(isStatement) : isStatement(body)) return body as SqlRequest
  throw new RequestError(400, 'could not parse the HTTP request body: data did not match any variant')
}

function isStatement(value: unknown): value is Statement {
  const { query, params } = (value ?? {}) as Partial<Statement>
  return typeof query === 'string' && (params === undefined || Array.isArray(params))
}

/** Commands that change their session. The next request must not get that session. */
const sessionCommands = new Set(['SET', 'RESET', 'LISTEN', 'PREPARE', 'DEALLOCATE', 'DISCARD', 'LOAD'])
const schemaCommands = new Set(['ALTER', 'DROP', 'CREATE'])

/**
 * Runs the request on one connection: a single statement as it is, a batch as one transaction. `reusable` is false if the
 * session has changed.
 */
export async function runRequest(
  client: PoolClient,
  request: SqlRequest,
  headers: IncomingHttpHeaders,
  names: StatementNames,
) {
  const arrayMode = headers['neon-array-mode'] === 'true'
  const statements = 'queries' in request ? request.queries : [request]
  const begin = 'queries' in request ? beginStatement(headers) : undefined
  const named = statements.map((each) => ({
    ...each,
    name: names.nameOf(each.query, each.params?.length ?? 0),
  }))
  const results = await runStatements(client, named, arrayMode, begin).catch(async (error) => {
    const mayBeStale = isStale(error) && named.some(({ name }) => name !== undefined)
    if (!mayBeStale || client.getTransactionStatus() !== 'I') throw error
    const rerun = await runStatements(client, statements, arrayMode, begin)
    names.clear()
    return rerun
  })
  if (results.some(({ command }) => schemaCommands.has(command))) names.clear()
  return {
    body: 'queries' in request ? { results } : results[0],
    reusable: !results.some(({ command }) => sessionCommands.has(command)),
  }
}

async function runStatements(
  client: PoolClient,
  statements: Named[],
  arrayMode: boolean,
  begin: string | undefined,
) {
  const results = []
  if (begin !== undefined) await client.query(begin)
  try {
    for (const statement of statements) results.push(await runStatement(client, statement, arrayMode))
    if (begin !== undefined) await client.query('commit')
  } catch (error) {
    // A connection that cannot roll back is not idle, so it is not reused.
    if (begin !== undefined) await client.query('rollback').catch(() => undefined)
    throw error
  }
  return results
}

function beginStatement(headers: IncomingHttpHeaders): string {
  const level = headers['neon-batch-isolation-level']
  const isolation = level === undefined ? undefined : isolationLevels[String(level)]
  if (level !== undefined && isolation === undefined) throw new RequestError(400, 'invalid isolation level')
  return [
    'begin',
    isolation && `isolation level ${isolation}`,
    headers['neon-batch-read-only'] === 'true' && 'read only',
    headers['neon-batch-deferrable'] === 'true' && 'deferrable',
  ]
    .filter(Boolean)
    .join(' ')
}

/** The batch settings of a request, which Neon repeats in its response. */
export function echoedHeaders(request: SqlRequest, headers: IncomingHttpHeaders): Record<string, string> {
  if (!('queries' in request)) return {}
  const given = batchHeaders.map((name) => [name, headers[name]] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== 'false')) as Record<
    string,
    string
  >
}

/** Rows are the text that PostgreSQL sent. The driver requests this form and parses it by the columns' types. */
async function runStatement(client: PoolClient, statement: Named, arrayModeDefault: boolean) {
  const { name, query, params = [], arrayMode = arrayModeDefault } = statement
  const result: QueryArrayResult = await client.query({
    name,
    text: query,
    values: params,
    rowMode: (arrayMode ? 'array' : undefined) as 'array',
    // Allows only one statement, as on Neon, even without parameters.
    queryMode: 'extended',
  } as QueryArrayConfig)
  const { command, rowCount, rows, fields } = result
  return {
    command: command ?? '',
    rowCount,
    rows,
    fields,
    rowAsArray: arrayMode,
  }
}
