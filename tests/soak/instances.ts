import { freePort } from '#local/ports'
import { type AppServer, startServer } from '#local/server'
import { descendants } from '#tests/support/processes'

/** Our Node server, or Next's production build. */
type Mode = 'api' | 'next'

/** A server that is killed and started again. Each start is a new life. */
export class Instance {
  readonly name: string
  readonly port: number
  readonly #vars: Record<string, string>
  readonly #mode: Mode
  #server: AppServer | undefined
  #lives = 0
  #output = ''
  #unread = ''
  readonly #kvAwayMs: number[] = []
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

  /** The name of the current life, or of the last one after a kill. */
  get life(): string {
    return `${this.name}${this.#lives}`
  }

  get isAlive(): boolean {
    return this.#server !== undefined
  }

  /** The output of its last lives. */
  output(): string {
    return this.#output + (this.#server?.output() ?? '')
  }

  /** The times at which KV failed for the retry detection of `/v1`. */
  kvAwayMs(): number[] {
    return this.#kvAwayMs
  }

  /** Starts it, or waits for a start in progress. */
  start(): Promise<void> {
    this.#starting = this.#starting.then(async () => {
      if (this.#server) return
      this.#lives++
      this.#unread = ''
      this.#server = await startServer({
        mode: this.#mode,
        port: this.port,
        vars: this.#vars,
        onOutput: (text) => this.#readLog(text),
      })
    })
    return this.#starting
  }

  /** The ids of its processes. */
  async pids(): Promise<number[]> {
    return this.#server ? descendants(this.#server.pid) : []
  }

  /** Sends SIGKILL, and resolves when its processes have exited. False if it was not running. */
  async kill(): Promise<boolean> {
    const server = this.#server
    if (!server) return false
    this.#server = undefined
    await server.kill()
    this.#output = (this.#output + server.output()).slice(-200_000)
    return true
  }

  /** Reads the log as it comes: a server's `output` is only its end. */
  #readLog(text: string): void {
    const lines = (this.#unread + text).split('\n')
    this.#unread = lines.pop()!
    this.#kvAwayMs.push(...lines.flatMap(timeOfKvAway))
  }

  async close(): Promise<void> {
    await this.#starting.catch(() => {})
    await this.#server?.close()
  }
}

function timeOfKvAway(line: string): number[] {
  const [, time] = /^{"time":"([^"]+)".*"event":"kv.unavailable","use":"openai-api"/.exec(line) ?? []
  return time ? [Date.parse(time)] : []
}
