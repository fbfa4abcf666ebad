import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PoolClient } from 'pg'
import { readBody } from '../http.ts'
import { cancelQuery } from './cancel.ts'
import { describeError, RequestError } from './errors.ts'
import { Pools } from './pools.ts'
import { echoedHeaders, parseRequest, runRequest, type SqlRequest } from './sql.ts'
import { StatementNames } from './statements.ts'
import { openTunnel } from './tunnel.ts'

export type NeonProxyOptions = {
  /** 0 takes a free port. */
  port: number
  host?: string
  pgHost: string
  pgPort: number
  /** Connections to PostgreSQL per connection string for HTTP; more requests wait. Default 20. */
  max?: number
}

export type NeonProxy = { url: string; port: number; close(): Promise<void> }

const BODY_BYTES_MAX = 64 * 1024 * 1024
const KEEP_ALIVE_MS = 65_000

/**
 * A stand-in for Neon's proxy: POST /sql for HTTP queries and batches, and a WebSocket tunnel on /v2. Point the driver
 * at it with `fetchEndpoint: url + '/sql'`, `wsProxy: () => host:port/v2` and `useSecureWebSocket: false`.
 */
export async function startNeonProxy(options: NeonProxyOptions): Promise<NeonProxy> {
  const { host = '127.0.0.1', pgHost, pgPort, max = 20 } = options
  const target = { host: pgHost, port: pgPort }
  const pools = new Pools({ ...target, max })
  const backend = { pools, target, names: new StatementNames() }
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, (request, response) => {
    void answer(backend, request, response)
  })
  const tunnel = openTunnel(server, target)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  let closed: Promise<void> | undefined
  const close = async () => {
    tunnel.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await pools.close()
  }
  return {
    url: `http://${host}:${port}`,
    port,
    close: () => {
      closed ??= close()
      return closed
    },
  }
}

type Backend = { pools: Pools; names: StatementNames; target: { host: string; port: number } }

async function answer(backend: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'POST' || !/^\/sql(\?|$)/.test(request.url ?? ''))
      throw new RequestError(404, 'not found')
    const sent = await readBody(request, BODY_BYTES_MAX)
    if (!sent) throw new RequestError(413, `request is too large (max is ${BODY_BYTES_MAX} bytes)`)
    const sql = parseRequest(sent.toString())
    const { headers } = request
    if (headers.authorization !== undefined) {
      throw new RequestError(400, 'missing authentication credentials: required password')
    }
    const client = await backend.pools.connect(headers['neon-connection-string'] as string | undefined)
    const body = await runAndRelease(backend, client, sql, request, response)
    send(response, 200, body, echoedHeaders(sql, headers))
  } catch (error) {
    const { status, body } = describeError(error)
    send(response, status, body)
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
    // The cancel request may arrive late and must not hit another request's query.
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

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'access-control-allow-origin': '*',
    ...headers,
  })
  response.end(text)
}
