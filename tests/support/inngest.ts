import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type InngestEvent = { name: string; data: Record<string, unknown>; ts?: number; id?: string }

/** One run of a function. `attempts` are the statuses that its calls were answered with; 0 is no answer. */
export type InngestRun = {
  id: string
  functionId: string
  event: InngestEvent
  status: 'waiting' | 'calling' | 'completed' | 'failed' | 'cancelled'
  startsAt: number
  attempts: number[]
  /** What the function answered last: what Inngest keeps and shows. */
  output: string
}

/** What a fault test does to one call. A dropped one is lost with its run, as no real server would lose it. */
export type CallFate = 'call' | 'drop' | 'duplicate' | { delayMs: number }

export type InngestServer = {
  url: string
  eventKey: string
  signingKey: string
  /** Every event taken so far, also the server's own. */
  events(): InngestEvent[]
  /** The runs of a function such as `gpts-completion`, or all of them, oldest first. */
  runs(functionId?: string): InngestRun[]
  /** The functions as the app registered them. */
  functions(): FunctionConfig[]
  /** Asks an app to register itself, as `inngest start -u` does: by a signed PUT. Returns the answer's status. */
  sync(appUrl: string): Promise<number>
  /** Sends an event as the app would. */
  send(event: InngestEvent): void
  /** Lets the clock reach every function's schedule; resolves when these runs have ended. */
  tick(): Promise<void>
  close(): Promise<void>
}

export type FunctionConfig = {
  id: string
  triggers: { event?: string; expression?: string; cron?: string }[]
  steps: Record<string, { runtime: { url: string }; retries?: { attempts: number } }>
  cancel?: { event: string; if?: string }[]
}

type Options = {
  port?: number
  eventKey: string
  signingKey: string
  /** The wait before a retry that names none; the real server's first is 15 s and more. */
  backoffMs?: number
  beforeCall?: (run: InngestRun) => CallFate
}

/** The signature of a call: HMAC over the canonical JSON and the time, with the key's text less its prefix. */
export function sign(signingKey: string, body: string, seconds = Math.floor(Date.now() / 1000)): string {
  const signed = body ? canonical(JSON.parse(body)) : ''
  const mac = createHmac('sha256', withoutPrefix(signingKey)).update(signed + seconds)
  return `t=${seconds}&s=${mac.digest('hex')}`
}

const prefix = /^signkey-\w+-/
const withoutPrefix = (key: string) => key.replace(prefix, '')

/** What an app shows to be who it is: the digest of the key's bytes, behind the prefix. */
function hashed(signingKey: string): string {
  const digest = createHash('sha256')
    .update(Buffer.from(withoutPrefix(signingKey), 'hex'))
    .digest('hex')
  return (prefix.exec(signingKey)?.[0] ?? '') + digest
}

/** JSON with its members in order (RFC 8785). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}

/**
 * A server that speaks Inngest's protocol as far as this project uses it: the event API, registration, and signed
 * calls of functions with delays, retries, cancellation, failure handlers and, by hand, schedules. In memory.
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

const newId = () => crypto.randomUUID().replaceAll('-', '')

/** What happens to events: runs, calls, retries and ends. */
class Engine {
  readonly events: InngestEvent[] = []
  readonly runs: InngestRun[] = []
  readonly functions = new Map<string, FunctionConfig>()
  readonly #options: Options
  readonly #stopped = new AbortController()

  constructor(options: Options) {
    this.#options = options
  }

  stop(): void {
    this.#stopped.abort()
  }

  register(functions: FunctionConfig[]): void {
    this.functions.clear()
    for (const each of functions) this.functions.set(each.id, each)
  }

  take(event: InngestEvent): void {
    const taken = { ...event, id: event.id ?? newId(), ts: event.ts ?? Date.now() }
    this.events.push(taken)
    for (const config of this.functions.values()) {
      this.#cancel(config, taken)
      if (config.triggers.some((trigger) => isTriggered(trigger, taken))) void this.#run(config, taken)
    }
  }

  async tick(): Promise<void> {
    const due = [...this.functions.values()].flatMap((config) =>
      config.triggers.filter(({ cron }) => cron).map(({ cron }) => ({ config, cron })),
    )
    const timer = (cron?: string) => ({ name: 'inngest/scheduled.timer', data: { cron }, ts: Date.now() })
    await Promise.all(due.map(({ config, cron }) => this.#run(config, { ...timer(cron), id: newId() })))
  }

  /** `match: 'data.x'` is registered as `event.data.x == async.data.x`. */
  #cancel(config: FunctionConfig, event: InngestEvent): void {
    for (const { event: name, if: condition } of config.cancel ?? []) {
      const field = /^event\.data\.(\w+) == async\.data\.\1$/.exec(condition ?? '')?.[1]
      if (name !== event.name || !field) continue
      for (const run of this.runs)
        if (run.functionId === config.id && !hasEnded(run) && run.event.data[field] === event.data[field])
          run.status = 'cancelled'
    }
  }

  async #run(config: FunctionConfig, event: InngestEvent): Promise<void> {
    const startsAt = Math.max(Date.now(), event.ts ?? 0)
    const run: InngestRun = {
      id: newId(),
      functionId: config.id,
      event,
      status: 'waiting',
      startsAt,
      attempts: [],
      output: '',
    }
    this.runs.push(run)
    await this.#sleep(startsAt - Date.now())
    const attemptsMax = (config.steps.step?.retries?.attempts ?? 3) + 1
    while (!hasEnded(run)) {
      const { status, retry, waitMs } = await this.#attempt(config, run, attemptsMax)
      run.attempts.push(status)
      if (hasEnded(run) || this.#stopped.signal.aborted) return
      if (status >= 200 && status < 300) run.status = 'completed'
      else if (!retry || run.attempts.length >= attemptsMax) this.#fail(run)
      else {
        run.status = 'waiting'
        await this.#sleep(waitMs ?? this.#options.backoffMs ?? 1_000)
      }
    }
  }

  #fail(run: InngestRun): void {
    run.status = 'failed'
    const data = { function_id: run.functionId, run_id: run.id, error: errorIn(run.output), event: run.event }
    this.take({ name: 'inngest/function.failed', data })
  }

  async #attempt(config: FunctionConfig, run: InngestRun, attemptsMax: number) {
    const fate = this.#options.beforeCall?.(run) ?? 'call'
    if (fate === 'drop') run.status = 'cancelled'
    if (typeof fate === 'object') await this.#sleep(fate.delayMs)
    if (hasEnded(run)) return { status: 0, retry: false }
    run.status = 'calling'
    const calls = Array.from({ length: fate === 'duplicate' ? 2 : 1 }, () =>
      this.#call(config, run, attemptsMax),
    )
    const [answer] = await Promise.all(calls)
    return answer!
  }

  async #call(config: FunctionConfig, run: InngestRun, attemptsMax: number) {
    const body = JSON.stringify({
      event: run.event,
      events: [run.event],
      steps: {},
      ctx: {
        run_id: run.id,
        fn_id: '00000000-0000-0000-0000-000000000000',
        qi_id: newId(),
        attempt: run.attempts.length,
        max_attempts: attemptsMax,
        disable_immediate_execution: false,
        use_api: false,
        stack: { stack: [], current: 0 },
      },
      use_api: false,
      version: -1,
    })
    const headers = {
      'content-type': 'application/json',
      'x-inngest-signature': sign(this.#options.signingKey, body),
    }
    try {
      const { url } = config.steps.step!.runtime
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: this.#stopped.signal,
      })
      run.output = await response.text()
      const after = response.headers.get('retry-after')
      return {
        status: response.status,
        retry: response.headers.get('x-inngest-no-retry') !== 'true',
        waitMs: after ? Number(after) * 1_000 : undefined,
      }
    } catch {
      return { status: 0, retry: true }
    }
  }

  /** Ends early when the server stops. */
  async #sleep(ms: number): Promise<void> {
    if (ms <= 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#stopped.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}

const hasEnded = ({ status }: InngestRun) =>
  status === 'completed' || status === 'failed' || status === 'cancelled'

function isTriggered(
  { event, expression }: FunctionConfig['triggers'][number],
  taken: InngestEvent,
): boolean {
  if (event !== taken.name) return false
  const functionId = /^event\.data\.function_id == '(.+)'$/.exec(expression ?? '')?.[1]
  return !functionId || functionId === taken.data.function_id
}

function errorIn(output: string): object {
  try {
    const { name, message, stack } = JSON.parse(output)
    return { name, message, stack }
  } catch {
    return { name: 'Error', message: 'the function did not answer' }
  }
}
