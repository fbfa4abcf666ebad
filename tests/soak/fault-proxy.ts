import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen, readText, sendJson } from '#tests/support/http'
import { between, choose, roll } from '#tests/support/random'
import type { Instance } from './instances.ts'

/** The faults of deliveries and their weights. */
const fates = {
  passed: 74,
  dropped: 5,
  refused: 3,
  delayed: 6,
  'overtaken by later ones': 4,
  'doubled at once': 4,
  'doubled later': 2,
  'delivered, reply lost': 2,
}
type Fate = keyof typeof fates

export type Gate = {
  url: string
  counts: Record<Fate, number>
  /** The jobs whose deliveries a life is processing. */
  openJobs(life: string): string[]
  /** The number of open deliveries, including held ones. */
  open(): number
  /** From now on every delivery is forwarded. */
  calmDown(): void
  close(): Promise<void>
}

type Delivery = { path: string; headers: Record<string, string>; body: string; jobId: string }
type Reply = { status: number; headers: Record<string, string>; body: string }

/**
 * A proxy to which the queue delivers. It spreads the deliveries over the instances in turn, and loses, delays, doubles
 * and reorders them by the seed.
 */
export async function startFaultProxy(seed: number, instances: () => Instance[]): Promise<Gate> {
  const counts = Object.fromEntries(Object.keys(fates).map((fate) => [fate, 0])) as Record<Fate, number>
  const working = new Set<{ life: string; jobId: string }>()
  const held: (() => void)[] = []
  let arrived = 0
  let turn = 0
  let open = 0
  let calm = false

  async function pass(delivery: Delivery): Promise<Reply> {
    const alive = instances().filter((instance) => instance.isAlive)
    const instance = alive[turn++ % alive.length]
    if (!instance) return { status: 502, headers: {}, body: '' }
    const work = { life: instance.life, jobId: delivery.jobId }
    working.add(work)
    open++
    try {
      const { path, headers, body } = delivery
      const response = await fetch(instance.url + path, { method: 'POST', headers, body })
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      }
    } catch {
      return { status: 502, headers: {}, body: '' }
    } finally {
      working.delete(work)
      open--
    }
  }

  async function meet(fate: Fate, delivery: Delivery, rolled: number): Promise<Reply | undefined> {
    if (fate === 'dropped') return { status: 200, headers: {}, body: '' }
    if (fate === 'refused') return { status: 503, headers: {}, body: '' }
    if (fate === 'delayed') await sleep(between(50, 1_500, rolled))
    if (fate === 'overtaken by later ones')
      await Promise.race([new Promise<void>((resolve) => held.push(resolve)), sleep(1_000)])
    const reply = pass(delivery)
    if (fate === 'doubled at once') void pass(delivery)
    if (fate === 'doubled later') void sleep(between(500, 3_000, rolled)).then(() => pass(delivery))
    return fate === 'delivered, reply lost' ? reply.then(() => undefined) : reply
  }

  async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const delivery = await toDelivery(incoming)
    // Ids are random, so the seed decides by the delivery's number in the run.
    const nth = ++arrived
    const fate = calm ? 'passed' : choose(fates, roll(seed, 'delivery', nth))
    counts[fate]++
    if (held.length > 1) for (const go of held.splice(0)) go()
    // Webhooks have no receiver here.
    if (delivery.path.endsWith('/webhook')) return sendJson(response, 200, {})
    const reply = await meet(fate, delivery, roll(seed, 'delay', nth))
    if (!reply) return void incoming.socket.destroy()
    const { 'retry-after': after, 'upstash-nonretryable-error': final } = reply.headers
    response.writeHead(reply.status, {
      ...(after && { 'retry-after': after }),
      ...(final && { 'upstash-nonretryable-error': final }),
    })
    response.end(reply.body)
  }

  const server = await listen(async (incoming, response) => {
    open++
    await receive(incoming, response).finally(() => open--)
  })
  return {
    url: server.url,
    counts,
    openJobs: (life) =>
      [...working].filter((work) => work.life === life && work.jobId).map(({ jobId }) => jobId),
    open: () => open,
    calmDown: () => {
      calm = true
    },
    close: server.close,
  }
}

async function toDelivery(incoming: IncomingMessage): Promise<Delivery> {
  const body = await readText(incoming)
  const { connection: _, host: __, 'content-length': ___, ...kept } = incoming.headers
  const { jobId = '' } = JSON.parse(body || '{}') as { jobId?: string }
  return { path: incoming.url!, headers: kept as Record<string, string>, body, jobId }
}
