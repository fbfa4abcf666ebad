import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { StaticFiles } from '#lib/server/static-files'
import { waitingPage, waitingPageHeaders } from '#lib/server/waiting-page'
import { tunables } from '#lib/tunables'

/** What this process knows of Next, which serves the pages beside it: where it listens, or why it does not. */
export type PagesState =
  | { kind: 'ready'; port: number }
  | { kind: 'starting' }
  | { kind: 'building' }
  | { kind: 'no_build' }

const host = '127.0.0.1'
/** Fields that belong to one connection alone (RFC 9110, 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** Passes page requests on to Next, wherever it is at the moment. */
export class Pages {
  #state: PagesState = { kind: 'starting' }
  #waiting = new Set<() => void>()
  #agent = new Agent({ keepAlive: true })
  #files = new StaticFiles()

  /** How many requests wait for Next to start. */
  get waiting(): number {
    return this.#waiting.size
  }

  set(state: PagesState): void {
    this.#state = state
    if (state.kind === 'starting') return
    for (const tell of this.#waiting) tell()
  }

  /** Answers with what Next answers. Until it is up the request waits a while, and then gets a page that reloads. */
  async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    await this.#untilKnown()
    if (outgoing.destroyed) return
    if (this.#state.kind !== 'ready') return this.#sendWaiting(outgoing)
    const { port } = this.#state
    const file = await this.#files.find(incoming, (path) => this.#fetch(path, port))
    if (file) return void outgoing.writeHead(200, file.headers).end(file.body)
    const options = { ...this.#target(incoming, port), agent: this.#agent }
    const passedOn = request(options, (answer) => {
      const fields = withoutHops(answer.rawHeaders)
      outgoing.writeHead(answer.statusCode!, answer.statusMessage, fields)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    passedOn.on('error', () => (outgoing.headersSent ? outgoing.destroy() : this.#sendWaiting(outgoing)))
    outgoing.on('close', () => passedOn.destroy())
    let left: number = tunables.bodyBytesMax
    incoming.on('data', (chunk: Buffer) => {
      left -= chunk.byteLength
      if (left < 0) outgoing.destroy()
    })
    incoming.pipe(passedOn)
  }

  /** Passes an upgrade on, as the browser asks for it in development to hear of changes. */
  upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): void {
    if (this.#state.kind !== 'ready') return void socket.destroy()
    const { port, headers, path } = this.#target(incoming, this.#state.port)
    const next = connect(port, host, () => {
      const lines = [`${incoming.method} ${path} HTTP/1.1`, 'connection: Upgrade']
      const upgrade = `upgrade: ${incoming.headers.upgrade}`
      for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i]}: ${headers[i + 1]}`)
      next.write(`${[...lines, upgrade].join('\r\n')}\r\n\r\n`)
      next.write(head)
      next.pipe(socket).pipe(next)
    })
    for (const [one, other] of [
      [next, socket],
      [socket, next],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  }

  #fetch(path: string, port: number): Promise<{ headers: IncomingHttpHeaders; body: Buffer } | undefined> {
    return new Promise((resolve, reject) => {
      const asked = request({ host, port, path, agent: this.#agent }, (answer) =>
        buffer(answer).then((body) => {
          resolve(answer.statusCode === 200 ? { headers: answer.headers, body } : undefined)
        }, reject),
      )
      asked.on('error', reject).end()
    })
  }

  #target(incoming: IncomingMessage, port: number) {
    const headers = withoutHops(incoming.rawHeaders)
    // Without it Node frames no body of a GET, and Next would take what is in it for another request.
    if (incoming.headers['transfer-encoding']) headers.push('transfer-encoding', 'chunked')
    return { host, port, method: incoming.method, path: incoming.url!, headers, setHost: false }
  }

  async #untilKnown(): Promise<void> {
    if (this.#state.kind !== 'starting') return
    await new Promise<void>((resolve) => {
      const tell = () => {
        clearTimeout(timer)
        this.#waiting.delete(tell)
        resolve()
      }
      const timer = setTimeout(tell, tunables.pagesWaitMs)
      this.#waiting.add(tell)
    })
  }

  #sendWaiting(outgoing: ServerResponse): void {
    const body = waitingPage(this.#state.kind)
    outgoing.writeHead(503, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'retry-after': String(tunables.pagesReloadSeconds),
      'cache-control': 'no-store',
      ...waitingPageHeaders,
    })
    outgoing.end(body)
  }
}

/** Raw headers, a name and a value in turn, without those of the connection. */
function withoutHops(raw: string[]): string[] {
  const kept: string[] = []
  for (let i = 0; i < raw.length; i += 2)
    if (!hopByHop.includes(raw[i]!.toLowerCase())) kept.push(raw[i]!, raw[i + 1]!)
  return kept
}
