import { descendants } from '#bench/cpu'
import { freePort } from '#local/ports'
import { type AppServer, startServer } from '#local/server'

/** Our Node server, or Next's production build. */
type Mode = 'start' | 'next'

/** One of the servers. It is killed and started again; each start is another life. */
export class Instance {
  readonly name: string
  readonly port: number
  readonly #vars: Record<string, string>
  readonly #mode: Mode
  #server: AppServer | undefined
  #lives = 0
  #output = ''
  #kvAwayMs: number[] = []
  #starting: Promise<void> = Promise.resolve()

  constructor(name: string, port: number, mode: Mode, vars: Record<string, string>) {
    this.name = name
    this.port = port
    this.#mode = mode
    this.#vars = vars
  }

  static async on(
    name: string,
    portBase: number,
    mode: Mode,
    vars: Record<string, string>,
  ): Promise<Instance> {
    const instance = new Instance(name, await freePort(portBase), mode, vars)
    await instance.start()
    return instance
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Names the life that it lives now, or has just lost. */
  get life(): string {
    return `${this.name}${this.#lives}`
  }

  get isAlive(): boolean {
    return this.#server !== undefined
  }

  /** What it wrote in its last lives. */
  output(): string {
    return this.#output + (this.#server?.output() ?? '')
  }

  /** When it could not ask KV whether a request of `/v1` is a retry, or could not note how one ended. */
  kvAwayMs(): number[] {
    return [...this.#kvAwayMs, ...timesOfKvAway(this.#server?.output() ?? '')]
  }

  /** Starts it, or waits until it has been started. */
  start(): Promise<void> {
    this.#starting = this.#starting.then(async () => {
      if (this.#server) return
      this.#lives++
      this.#server = await startServer({ mode: this.#mode, port: this.port, vars: this.#vars })
    })
    return this.#starting
  }

  /** The ids of its processes. */
  async pids(): Promise<number[]> {
    return this.#server ? descendants(this.#server.pid) : []
  }

  /** SIGKILL. Resolves once its processes are gone; false when it was not alive. */
  async kill(): Promise<boolean> {
    const server = this.#server
    if (!server) return false
    this.#server = undefined
    await server.kill()
    this.#kvAwayMs.push(...timesOfKvAway(server.output()))
    this.#output = (this.#output + server.output()).slice(-200_000)
    return true
  }

  async close(): Promise<void> {
    await this.#starting.catch(() => {})
    await this.#server?.close()
  }
}

const timesOfKvAway = (output: string): number[] =>
  [...output.matchAll(/^{"time":"([^"]+)".*"event":"kv.unavailable","use":"openai-api"/gm)].map(([, time]) =>
    Date.parse(time!),
  )
