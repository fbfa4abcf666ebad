import { log } from '#lib/log'
import { dispatchDeliveries } from '#lib/webhooks/dispatch'
import { takeStaleDeliveries } from '#lib/webhooks/store'

/**
 * Sends deliveries again whose queue message was lost or whose worker died, in one bounded batch. Deliveries without
 * attempts left fail. Concurrent sweeps are safe: each delivery is taken by one of them.
 */
export async function sweepDeliveries(): Promise<void> {
  const stale = await takeStaleDeliveries()
  const lost = stale.filter(({ status }) => status === 'pending')
  await dispatchDeliveries(lost.map(({ id }) => id))
  if (stale.length > 0) log('info', 'sweep.webhooks', { stale: stale.length, resent: lost.length })
}
