import { tunables } from '#lib/tunables'
import { claimDueDeliveries, type DeliveryClaim } from '#lib/webhooks/store'

type Receiver = { running: number; isSlow: boolean }

/** The receivers that this process calls now, or that were slow at its last call, by endpoint or subscription id. */
const receivers = new Map<string, Receiver>()

/** Runs a call to the receiver of an endpoint or subscription, and notes if it is slow. With a null id, it only calls. */
export async function trackReceiver<T>(id: string | null, call: () => Promise<T>): Promise<T> {
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

const freeSlots = ({ running, isSlow }: Receiver) =>
  isSlow ? Math.max(0, tunables.webhookSlowSlots - running) : Number.POSITIVE_INFINITY

const idsWhere = (fits: (receiver: Receiver) => boolean) =>
  [...receivers].filter(([, receiver]) => fits(receiver)).map(([id]) => id)

/** The slow receivers that use all their slots in this process. */
export const fullReceivers = (): string[] => idsWhere((receiver) => freeSlots(receiver) === 0)

/**
 * Claims due deliveries like `claimDueDeliveries`. Deliveries to slow receivers come last and get few slots, so that a
 * hanging receiver does not delay all other webhooks.
 */
export async function claimDue(limit: number): Promise<DeliveryClaim[]> {
  const slow = idsWhere(({ isSlow }) => isSlow)
  const claims = await claimDueDeliveries(limit, { except: slow })
  for (const id of slow
    .filter((each) => !fullReceivers().includes(each))
    .slice(0, tunables.webhookSlowReceiversPerClaim)) {
    const receiver = receivers.get(id)
    const left = Math.min(limit - claims.length, receiver ? freeSlots(receiver) : 0)
    if (left <= 0) continue
    claims.push(...(await claimDueDeliveries(left, { only: id })))
    // Moves this receiver to the end, so the others come first next time.
    receivers.delete(id)
    receivers.set(id, receiver!)
  }
  return claims
}
