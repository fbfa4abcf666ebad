import { sign } from './signature.ts'

export type InngestEvent = { name: string; data: Record<string, unknown>; ts?: number; id?: string }

/** A run of a function. `attempts` has the response status of each call; 0 means no response. */
export type InngestRun = {
  id: string
  functionId: string
  event: InngestEvent
  status: 'waiting' | 'calling' | 'completed' | 'failed' | 'cancelled'
  startsAt: number
  attempts: number[]
  /** The function's last response, which Inngest stores and shows. */
  output: string
}

/** The fault for one call. A dropped call is lost with its run, which a real server would never do. */
export type CallFault = 'call' | 'drop' | 'duplicate' | { delayMs: number }

export type FunctionConfig = {
  id: string
  triggers: { event?: string; expression?: string; cron?: string }[]
  steps: Record<string, { runtime: { url: string }; retries?: { attempts: number } }>
  cancel?: { event: string; if?: string }[]
}

export type Options = {
  port?: number
  eventKey: string
  signingKey: string
  /** The default delay before a retry. The real server's first delay is at least 15 s. */
  backoffMs?: number
  beforeCall?: (run: InngestRun) => CallFault
}

export const newId = () => crypto.randomUUID().replaceAll('-', '')

/** Processes events: runs, calls, retries and endings. */
export class Engine {
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

  /** Starts and cancels the runs that an event triggers, and returns the event's id. */
  take(event: InngestEvent): string {
    const taken = { ...event, id: event.id ?? newId(), ts: event.ts ?? Date.now() }
    this.events.push(taken)
    for (const config of this.functions.values()) {
      this.#cancel(config, taken)
      if (config.triggers.some((trigger) => isTriggered(trigger, taken))) void this.#run(config, taken)
    }
    return taken.id
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
    const fault = this.#options.beforeCall?.(run) ?? 'call'
    if (fault === 'drop') run.status = 'cancelled'
    if (typeof fault === 'object') await this.#sleep(fault.delayMs)
    if (hasEnded(run)) return { status: 0, retry: false, waitMs: undefined }
    run.status = 'calling'
    const calls = Array.from({ length: fault === 'duplicate' ? 2 : 1 }, () =>
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
