import { tunables } from '#lib/tunables'
import { claimDueDeliveries, type DeliveryClaim } from '#lib/webhooks/store'

type Receiver = { running: number; isSlow: boolean }

/** The receivers, by the id of their endpoint or subscription, that this process calls, or that were slow when it last did. */
const receivers = new Map<string, Receiver>()

/** Calls the receiver of an endpoint or subscription, and notes whether it is slow; null stands for neither. */
export async function watched<T>(id: string | null, call: () => Promise<T>): Promise<T> {
  if (id === null) return call()
  const receiver = receivers.get(id) ?? { running: 0, isSlow: false }
  receivers.set(id, receiver)
  receiver.running += 1
  const startedAt = performance.now()
  try {
    return await call()
  } finally {
    receiver.running -= 1
    receiver.isSlow = performance.now() - startedAt >= tunables.webhookSlowMs
    if (receiver.running === 0 && !receiver.isSlow) receivers.delete(id)
  }
}

const freeAt = ({ running, isSlow }: Receiver) =>
  isSlow ? Math.max(0, tunables.webhookSlowPlaces - running) : Number.POSITIVE_INFINITY

const idsWhere = (fits: (receiver: Receiver) => boolean) =>
  [...receivers].filter(([, receiver]) => fits(receiver)).map(([id]) => id)

/** The slow receivers that have as many places of this process as they may have. */
export const fullReceivers = (): string[] => idsWhere((receiver) => freeAt(receiver) === 0)

/**
 * Takes due deliveries as `claimDueDeliveries` does. Those to slow receivers come last and take few places, so that a
 * receiver that hangs does not hold up the webhooks of everybody.
 */
export async function claimDue(limit: number): Promise<DeliveryClaim[]> {
  const slow = idsWhere(({ isSlow }) => isSlow)
  const claims = await claimDueDeliveries(limit, { except: slow })
  for (const id of slow
    .filter((each) => !fullReceivers().includes(each))
    .slice(0, tunables.webhookSlowLooks)) {
    const receiver = receivers.get(id)
    const left = Math.min(limit - claims.length, receiver ? freeAt(receiver) : 0)
    if (left <= 0) continue
    claims.push(...(await claimDueDeliveries(left, { only: id })))
    // The others come first the next time.
    receivers.delete(id)
    receivers.set(id, receiver!)
  }
  return claims
}
