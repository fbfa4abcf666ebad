import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { PoolClient } from 'pg'
import { type Emulator, listen, readBody, send } from '../http.ts'
import { cancelQuery } from './cancel.ts'
import { describeError, RequestError } from './errors.ts'
import { Pools } from './pools.ts'
import { echoedHeaders, parseRequest, runRequest, type SqlRequest } from './sql.ts'
import { StatementNames } from './statements.ts'

export type NeonProxyOptions = {
  /** 0 chooses a free port. */
  port: number
  pgHost: string
  pgPort: number
  /** The most connections to PostgreSQL per connection string. Further requests wait. Default 20. */
  connectionsMax?: number
}

type Backend = { pools: Pools; names: StatementNames; target: { host: string; port: number } }

const bodyBytesMax = 64 * 1024 * 1024

/**
 * Starts an emulator of Neon's proxy: `POST /sql` for the queries and batches of Neon's HTTP driver. Point the driver at it
 * with `fetchEndpoint: url + '/sql'`.
 */
export function startNeonProxy(options: NeonProxyOptions): Promise<Emulator> {
  const { port, pgHost, pgPort, connectionsMax = 20 } = options
  const target = { host: pgHost, port: pgPort }
  const pools = new Pools({ ...target, max: connectionsMax })
  const backend = { pools, target, names: new StatementNames() }
  const server = createServer({ noDelay: true }, (request, response) => {
    void answer(backend, request, response)
  })
  return listen(server, port, () => pools.close())
}

async function answer(backend: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'POST' || !/^\/sql(\?|$)/.test(request.url ?? ''))
      throw new RequestError(404, 'not found')
    const sent = await readBody(request, bodyBytesMax)
    if (!sent) throw new RequestError(413, `request is too large (max is ${bodyBytesMax} bytes)`)
    const sql = parseRequest(sent.toString())
    const { headers } = request
    if (headers.authorization !== undefined)
      throw new RequestError(400, 'missing authentication credentials: required password')
    const client = await backend.pools.connect(headers['neon-connection-string'] as string | undefined)
    const body = await runAndRelease(backend, client, sql, request, response)
    send(response, 200, JSON.stringify(body), echoedHeaders(sql, headers))
  } catch (error) {
    const { status, body } = describeError(error)
    send(response, status, JSON.stringify(body))
  }
}

async function runAndRelease(
  { names, target }: Backend,
  client: PoolClient,
  sql: SqlRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  let reusable = true
  const cancel = () => {
    // The cancel request may arrive late, and must not cancel another request's query.
    reusable = false
    cancelQuery(client, target)
  }
  response.on('close', cancel)
  try {
    if (response.destroyed) return undefined
    const result = await runRequest(client, sql, request.headers, names)
    reusable &&= result.reusable
    return result.body
  } finally {
    response.off('close', cancel)
    client.release(!reusable || client.getTransactionStatus() !== 'I')
  }
}
