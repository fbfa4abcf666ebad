import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenLocally } from '#tests/support/listen'

/**
 * The receiver's response to one call. `hang` sends nothing, `stall` stops after the headers, `flood` never stops, and
 * `confirm` returns the challenge of a verification.
 */
type Step =
  | number
  | { status: number; headers?: Record<string, string> }
  | 'hang'
  | 'stall'
  | 'flood'
  | 'cut'
  | 'confirm'
type Received = { path: string; method: string; headers: IncomingHttpHeaders; body: string }

export type Receiver = {
  port: number
  /** A new URL. Its calls take the steps in order and repeat the last one. Without steps the response is 200. */
  url(...steps: Step[]): string
  /** The calls to a URL so far, in order. */
  received(url: string): Received[]
  /** Resolves after this many calls to a URL. */
  until(url: string, calls: number): Promise<void>
  /** Resolves once this many connections were closed before their answer was over. */
  untilCutOff(times: number): Promise<void>
  /** Answers the calls of a URL that hang. */
  answerHeld(url: string, status: number): void
  /** Breaks off every connection. */
  hangUp(): void
  close(): Promise<void>
}

/** A server that receives webhooks, and responds with each URL's steps. */
export async function startReceiver(): Promise<Receiver> {
  const journal: Received[] = []
  const scripts = new Map<string, Step[]>()
  const held: { path: string; response: ServerResponse }[] = []
  const watchers = new Set<() => void>()
  let cutOff = 0
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((resolve) => watchers.add(resolve))
  }
  const changed = () => {
    for (const wake of watchers) wake()
    watchers.clear()
  }
  const server = createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) cutOff++
      changed()
    })
    const path = request.url ?? '/'
    const body = await text(request)
    const steps = scripts.get(path) ?? []
    const taken = journal.filter((call) => call.path === path).length
    journal.push({ path, method: request.method ?? '', headers: request.headers, body })
    changed()
    const step = steps[Math.min(taken, steps.length - 1)] ?? 200
    if (step === 'hang') held.push({ path, response })
    take(step, response, body)
  })
  const port = await listenLocally(server)
  const received = (url: string) => journal.filter(({ path }) => path === new URL(url).pathname)
  return {
    port,
    url: (...steps) => {
      const path = `/${crypto.randomUUID()}`
      scripts.set(path, steps)
      return `http://127.0.0.1:${port}${path}`
    },
    received,
    until: (url, calls) => until(() => received(url).length >= calls),
    untilCutOff: (times) => until(() => cutOff >= times),
    answerHeld: (url, status) => {
      for (const { path, response } of held)
        if (path === new URL(url).pathname) response.writeHead(status).end()
    },
    hangUp: () => server.closeAllConnections(),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function take(step: Step, response: ServerResponse, body: string): void {
  if (step === 'hang') return
  if (step === 'confirm') {
    const { challenge } = JSON.parse(body)
    return void response.writeHead(200).end(JSON.stringify({ challenge }))
  }
  if (step === 'cut') return void response.destroy()
  if (step === 'stall') return void response.writeHead(200).flushHeaders()
  if (step === 'flood') {
    response.writeHead(200)
    const chunk = Buffer.alloc(64 * 1024)
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', pour)
    return void pour()
  }
  const { status, headers } = typeof step === 'number' ? { status: step, headers: {} } : step
  response.writeHead(status, headers).end('thanks')
}
