import { z } from 'zod'
import { parseJson } from '#lib/json'
import { kv, kvReader } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { log } from '#lib/log'
import { noteServiceFailure } from '#lib/service-failures'
import { tunables } from '#lib/tunables'

const reasons = [
  'not_yet_valid',
  'expired',
  'other_address',
  'other_body',
  'unknown_key',
  'invalid_signature',
] as const

/** The reason why a signed delivery of the queue was rejected. */
export type RejectionReason = (typeof reasons)[number]

export const rejectedDelivery = z.object({ reason: z.enum(reasons), at: z.iso.datetime() })
export type RejectedDelivery = z.infer<typeof rejectedDelivery>

/** Deliveries with an unknown key have their own KV key: anyone can send them, and they must not hide a problem here. */
const keyOf = (reason: RejectionReason) =>
  isOwnFault(reason) ? 'delivery:refused' : 'delivery:refused:unsigned'

/** The time at which this process last recorded each reason. It limits the KV commands during a flood of rejections. */
const recordedMs = new Map<RejectionReason, number>()

/** Logs a rejected delivery, and records it for the health check. */
export async function noteRejectedDelivery(worker: string, reason: RejectionReason): Promise<void> {
  noteServiceFailure()
  log('warn', 'delivery.refused', { worker, reason })
  if (Date.now() - (recordedMs.get(reason) ?? 0) < tunables.refusalNoteMs) return
  recordedMs.set(reason, Date.now())
  const rejected = { reason, at: new Date().toISOString() } satisfies RejectedDelivery
  await kv()
    .set(keyOf(reason), JSON.stringify(rejected), { ex: tunables.refusalShownSeconds })
    .catch(withoutKv('refusals'))
}

/** Returns the last recent rejected delivery; undefined without one. Faults of this server come first. */
export async function lastRejectedDelivery(): Promise<RejectedDelivery | undefined> {
  const recorded = await kvReader().mget<unknown[]>([keyOf('expired'), keyOf('unknown_key')])
  return recorded
    .map((value) => rejectedDelivery.safeParse(typeof value === 'string' ? parseJson(value) : value).data)
    .find((delivery) => delivery !== undefined)
}

/**
 * True when the queue itself signed the rejected delivery, so a clock or an address of this server is wrong. Anyone can
 * send a delivery with another key.
 */
const isOwnFault = (reason: RejectionReason): boolean =>
  reason !== 'unknown_key' && reason !== 'invalid_signature'

const causes: Partial<Record<RejectionReason, string>> = {
  not_yet_valid: "this machine's clock is slow",
  expired: "this machine's clock is fast, or deliveries come very late",
  other_address: 'the signature is for another address. Correct PUBLIC_URL',
  other_body: 'a proxy between the queue and this server changes the body',
}

/** Returns a sentence about this server's fault; undefined when the queue did not sign the delivery. */
export const causeOf = ({ reason }: RejectedDelivery): string | undefined =>
  causes[reason] && `This server rejects the queue's deliveries: ${causes[reason]}.`
