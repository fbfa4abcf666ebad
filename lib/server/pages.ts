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

/** The state of the Next process that serves the pages: its port, or the reason why it does not listen. */
export type PagesState =
  | { kind: 'ready'; port: number }
  | { kind: 'starting' }
  | { kind: 'building' }
  | { kind: 'no_build' }

const host = '127.0.0.1'
/** Header fields of one connection only (RFC 9110, 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** Proxies page requests to the current Next process. */
export class Pages {
  #state: PagesState = { kind: 'starting' }
  #waiting = new Set<() => void>()
  #agent = new Agent({ keepAlive: true })
  #files = new StaticFiles()

  /** The number of requests that wait for Next to start. */
  get waiting(): number {
    return this.#waiting.size
  }

  set(state: PagesState): void {
    this.#state = state
    if (state.kind === 'starting') return
    for (const wake of this.#waiting) wake()
  }

  /** Sends Next's response. While Next starts, the request waits `pagesWaitMs` and then gets a page that reloads. */
  async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    await this.#untilKnown()
    if (outgoing.destroyed) return
    if (this.#state.kind !== 'ready') return this.#sendWaiting(outgoing)
    const { port } = this.#state
    const file = this.#files.find(incoming, (path) => this.#fetch(path, port))
    if (file) return void outgoing.writeHead(200, file.headers).end(file.body)
    const options = { ...this.#target(incoming, port), agent: this.#agent }
    const proxied = request(options, (answer) => {
      const fields = withoutHops(answer.rawHeaders)
      outgoing.writeHead(answer.statusCode!, answer.statusMessage, fields)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    proxied.on('error', () => (outgoing.headersSent ? outgoing.destroy() : this.#sendWaiting(outgoing)))
    outgoing.on('close', () => proxied.destroy())
    let left: number = tunables.bodyBytesMax
    incoming.on('data', (chunk: Buffer) => {
      left -= chunk.byteLength
      if (left < 0) outgoing.destroy()
    })
    incoming.pipe(proxied)
  }

  /** Proxies an upgrade. In development the browser requests one to receive changes. */
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
    for (const [from, to] of [
      [next, socket],
      [socket, next],
    ] as const)
      from.on('error', () => to.destroy()).on('close', () => to.destroy())
  }

  #fetch(path: string, port: number): Promise<{ headers: IncomingHttpHeaders; body: Buffer } | undefined> {
    return new Promise((resolve, reject) => {
      const sent = request({ host, port, path, agent: this.#agent }, (answer) =>
        buffer(answer).then((body) => {
          resolve(answer.statusCode === 200 ? { headers: answer.headers, body } : undefined)
        }, reject),
      )
      sent.on('error', reject).end()
    })
  }

  #target(incoming: IncomingMessage, port: number) {
    const headers = withoutHops(incoming.rawHeaders)
    // Without it Node does not frame the body of a GET, and Next would parse the body as another request.
    if (incoming.headers['transfer-encoding']) headers.push('transfer-encoding', 'chunked')
    return { host, port, method: incoming.method, path: incoming.url!, headers, setHost: false }
  }

  async #untilKnown(): Promise<void> {
    if (this.#state.kind !== 'starting') return
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, tunables.pagesWaitMs)
      this.#waiting.add(wake)
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

/** Removes the hop-by-hop headers from raw headers, which alternate names and values. */
function withoutHops(raw: string[]): string[] {
  const kept: string[] = []
  for (let i = 0; i < raw.length; i += 2)
    if (!hopByHop.includes(raw[i]!.toLowerCase())) kept.push(raw[i]!, raw[i + 1]!)
  return kept
}
