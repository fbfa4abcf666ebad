import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { postJson } from '#tests/support/http'
import { answerTo } from './answer.ts'
import { serveParent } from './child.ts'

export type ClientRequest =
  | { do: 'start'; url: string; key: string; clients: number; run: string; warmUpSeconds: number }
  | { do: 'measure'; seconds: number }
  | { do: 'stop' }

/** The turns that ended in the measured time, with the latency of each. */
export type Measured = { seconds: number; latenciesMs: number[] }
/** All turns of a run, including those before and after the measured time. */
export type Stopped = { turns: number }

/** A client starts a new conversation after this many turns, so that all runs have histories of the same length. */
const conversationTurns = 20

/** Clients in a closed loop: each is a user that waits for the answer and checks it before the next turn. */
class Load {
  readonly #agent: Agent
  readonly #run: Extract<ClientRequest, { do: 'start' }>
  readonly #loops: Promise<unknown>
  readonly #failed = Promise.withResolvers<never>()
  #ended: { at: number; ms: number }[] = []
  #turns = 0
  #stopping = false

  constructor(run: Extract<ClientRequest, { do: 'start' }>) {
    this.#run = run
    this.#agent = new Agent({ keepAlive: true, maxSockets: run.clients })
    this.#failed.promise.catch(() => {})
    this.#loops = Promise.all(Array.from({ length: run.clients }, (_, index) => this.#loop(index)))
    this.#loops.catch((error) => {
      this.#stopping = true
      this.#failed.reject(error)
    })
  }

  /** Rejects as soon as an answer is wrong. */
  async wait(seconds: number): Promise<void> {
    await Promise.race([sleep(seconds * 1000), this.#failed.promise])
  }

  async measure(seconds: number): Promise<Measured> {
    this.#ended = []
    const start = performance.now()
    await this.wait(seconds)
    const end = performance.now()
    const inTime = this.#ended.filter(({ at }) => at >= start && at <= end)
    return { seconds: (end - start) / 1000, latenciesMs: inTime.map(({ ms }) => ms) }
  }

  /** Waits for the running turns to end. */
  async stop(): Promise<Stopped> {
    this.#stopping = true
    await this.#loops.finally(() => this.#agent.destroy())
    return { turns: this.#turns }
  }

  async #loop(index: number): Promise<void> {
    const userId = `${this.#run.run}-user-${index}`
    for (let conversation = 0; !this.#stopping; conversation++) {
      const said: string[] = []
      const sessionId = `${userId}-${conversation}`
      for (let turn = 1; turn <= conversationTurns && !this.#stopping; turn++) {
        said.push(
          `This is turn ${turn} of ${sessionId}. Please tell me in a few words what I have just said.`,
        )
        said.push(await this.#turn(userId, sessionId, said))
      }
    }
  }

  async #turn(userId: string, sessionId: string, said: string[]): Promise<string> {
    const { url, key } = this.#run
    const start = performance.now()
    const body = { userId, sessionId, message: said.at(-1) }
    const { status, text } = await postJson(`${url}/api/chat`, body, { agent: this.#agent, key })
    const at = performance.now()
    const expected = answerTo(said)
    if (status !== 200 || responseIn(text) !== expected)
      throw new Error(`A wrong answer: status ${status}, ${text}\nExpected: ${expected}`)
    this.#ended.push({ at, ms: at - start })
    this.#turns++
    return expected
  }
}

function responseIn(text: string): unknown {
  const { data } = JSON.parse(text) as { data?: { response?: unknown } }
  return data?.response
}

async function start() {
  let load: Load | undefined
  const answer = async (request: ClientRequest): Promise<Measured | Stopped | undefined> => {
    if (request.do === 'start') {
      load = new Load(request)
      await load.wait(request.warmUpSeconds)
      return undefined
    }
    if (!load) throw new Error('No run has started.')
    return request.do === 'measure' ? load.measure(request.seconds) : load.stop()
  }
  return { ready: undefined, answer, close: async () => {} }
}

serveParent(start)
