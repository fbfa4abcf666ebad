import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  Engine,
  type FunctionConfig,
  type InngestEvent,
  type InngestRun,
  newId,
  type Options,
} from './inngest/engine.ts'
import { hashed, sign } from './inngest/signature.ts'

export type InngestServer = {
  url: string
  eventKey: string
  signingKey: string
  /** All events accepted so far, including the server's own. */
  events(): InngestEvent[]
  /** The runs of a function such as `gpts-completion`, or all of them, oldest first. */
  runs(functionId?: string): InngestRun[]
  /** The functions that the app registered. */
  functions(): FunctionConfig[]
  /** Asks an app to register by a signed PUT, as `inngest start -u` does. Returns the response's status. */
  sync(appUrl: string): Promise<number>
  /** Sends an event as the app would, and returns its id. */
  send(event: InngestEvent): string
  /** Fires every function's schedule, and resolves when these runs have ended. */
  tick(): Promise<void>
  close(): Promise<void>
}

/**
 * An in-memory server for the parts of Inngest's protocol that this project uses: the event API, registration, and signed
 * function calls with delays, retries, cancellation and failure handlers. Schedules fire by hand.
 */
export async function startInngest(options: Options): Promise<InngestServer> {
  const engine = new Engine(options)
  const server = createServer((request, response) => void handle(engine, options, request, response))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    eventKey: options.eventKey,
    signingKey: options.signingKey,
    events: () => [...engine.events],
    runs: (functionId) => engine.runs.filter((run) => !functionId || run.functionId === functionId),
    functions: () => [...engine.functions.values()],
    sync: (appUrl) => sync(`${appUrl}/api/inngest`, options.signingKey),
    send: (event) => engine.take(event),
    tick: () => engine.tick(),
    close: () => close(server, engine),
  }
}

async function close(server: Server, engine: Engine): Promise<void> {
  engine.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

async function sync(url: string, signingKey: string): Promise<number> {
  const body = JSON.stringify({ url })
  const headers = {
    'content-type': 'application/json',
    'x-inngest-server-kind': 'cloud',
    'x-inngest-signature': sign(signingKey, body),
  }
  return (await fetch(url, { method: 'PUT', headers, body })).status
}

async function handle(
  engine: Engine,
  { eventKey, signingKey }: Options,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const { pathname } = new URL(request.url ?? '/', 'http://inngest')
  if (request.method === 'GET' && pathname === '/health') return void reply(200, { status: 200 })
  const body = JSON.parse((await text(request)) || 'null')
  if (pathname.startsWith('/e/')) {
    if (decodeURIComponent(pathname.slice(3)) !== eventKey)
      return void reply(401, { status: 401, error: 'Event key not found' })
    const events = [body].flat() as InngestEvent[]
    for (const event of events) engine.take(event)
    return void reply(200, { status: 200, ids: events.map(() => newId()) })
  }
  if (pathname !== '/fn/register') return void reply(404, { status: 404, error: 'not found' })
  if (request.headers.authorization !== `Bearer ${hashed(signingKey)}`)
    return void reply(401, { status: 401, error: 'Unauthorized' })
  engine.register(body.functions)
  reply(200, { ok: true, modified: true })
}
