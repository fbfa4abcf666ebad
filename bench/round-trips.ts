import { Agent } from 'node:http'
import { freePort } from '#local/ports'
import { startServer } from '#local/server'
import { postJson } from '#tests/support/http'
import { type SeenRequest, startProxy } from '#tests/support/http-proxy'
import { answerTo } from './answer.ts'
import {
  count,
  emptyCounts,
  isSubscription,
  perTurn,
  type RoundTripCounts,
  type Service,
  type Side,
} from './round-trip-counts.ts'

export type RoundTrips = Record<Side, RoundTripCounts>

type OnClose = (close: () => Promise<void>) => void

const warmUpTurns = 3
export const countedTurns = 20

/**
 * Counts the round trips of one turn, on average over sequential turns of one conversation. A separate server reaches the
 * services through counting proxies. The delivery to the worker is held until the request only waits, so round trips
 * before it belong to the request and those after it to the worker.
 */
export async function countRoundTrips(
  vars: Record<string, string>,
  portBase: number,
  onClose: OnClose,
): Promise<RoundTrips> {
  const counter = new Counter()
  const port = await freePort(portBase)
  const proxied = await startProxies(counter, vars, `http://127.0.0.1:${port}`, onClose)
  const server = await startServer({ mode: 'next', port, vars: { ...vars, ...proxied } })
  onClose(() => server.close())
  const agent = new Agent({ keepAlive: true })
  onClose(async () => agent.destroy())
  const said: string[] = []
  const sides = { request: emptyCounts(), worker: emptyCounts() }
  for (let turn = 1; turn <= warmUpTurns + countedTurns; turn++) {
    said.push(`This is turn ${turn}, to be counted.`)
    const body = { userId: 'round-trips', sessionId: 'round-trips', message: said.at(-1) }
    const counted = turn > warmUpTurns ? sides : { request: emptyCounts(), worker: emptyCounts() }
    said.push(
      await counter.turn(counted, async () => {
        const { status, text } = await postJson(`${server.url}/api/chat`, body, {
          agent,
          key: vars.API_SECRET_KEY!,
        })
        const expected = answerTo(said)
        if (status === 200 && JSON.parse(text).data.response === expected) return expected
        throw new Error(`A wrong answer while counting: status ${status}, ${text}\n${server.output()}`)
      }),
    )
  }
  return { request: perTurn(sides.request, countedTurns), worker: perTurn(sides.worker, countedTurns) }
}

/** Starts the proxies, and returns the variables that point to them. */
async function startProxies(
  counter: Counter,
  vars: Record<string, string>,
  appUrl: string,
  onClose: OnClose,
): Promise<Record<string, string>> {
  const front = async (service: Service, target: string) => {
    const proxy = await startProxy({
      target,
      onRequest: (seen) => counter.begin(service, seen),
      onEnd: (seen) => counter.end(seen),
    })
    onClose(() => proxy.close())
    return proxy.url
  }
  const worker = await startProxy({
    target: appUrl,
    onRequest: () => counter.delivery(),
    onEnd: () => counter.delivered(),
  })
  onClose(() => worker.close())
  return {
    NEON_PROXY_URL: await front('sql', vars.NEON_PROXY_URL!),
    KV_REST_API_URL: await front('kv', vars.KV_REST_API_URL!),
    QSTASH_URL: await front('queue', vars.QSTASH_URL!),
    PUBLIC_URL: worker.url,
  }
}

/** Assigns each round trip to a side, by the times at which the delivery is released and ends. */
class Counter {
  #counts = emptyCounts()
  #open = 0
  #idle = Promise.withResolvers<void>()
  #arrived = Promise.withResolvers<void>()
  #released = Promise.withResolvers<void>()
  #ended = Promise.withResolvers<void>()

  async turn<T>(sides: RoundTrips, request: () => Promise<T>): Promise<T> {
    this.#arrived = Promise.withResolvers()
    this.#released = Promise.withResolvers()
    this.#ended = Promise.withResolvers()
    this.#counts = sides.request
    const answered = request()
    await Promise.race([this.#arrived.promise, answered])
    await this.#untilIdle()
    this.#counts = sides.worker
    this.#released.resolve()
    const [answer] = await Promise.all([answered, this.#ended.promise])
    await this.#untilIdle()
    return answer
  }

  begin(service: Service, seen: SeenRequest): void {
    count(this.#counts, service, seen)
    if (!isSubscription(seen)) this.#open++
  }

  end(seen: SeenRequest): void {
    if (isSubscription(seen)) return
    this.#open--
    if (this.#open === 0) this.#idle.resolve()
  }

  delivery(): Promise<void> {
    this.#arrived.resolve()
    return this.#released.promise
  }

  delivered(): void {
    this.#ended.resolve()
  }

  async #untilIdle(): Promise<void> {
    while (this.#open > 0) {
      this.#idle = Promise.withResolvers()
      await this.#idle.promise
    }
  }
}
