import { z } from 'zod'
import { noteDoubt } from '#lib/doubt'
import { parseJson } from '#lib/json'
import { kv, kvReader } from '#lib/kv/index'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

const reasons = [
  'not_yet_valid',
  'expired',
  'other_address',
  'other_body',
  'unknown_key',
  'invalid_signature',
] as const

/** Why a signed delivery of the queue was refused. */
export type RejectionReason = (typeof reasons)[number]

export const rejectedDelivery = z.object({ reason: z.enum(reasons), at: z.iso.datetime() })
export type RejectedDelivery = z.infer<typeof rejectedDelivery>

/** Strangers, whose key is another, must not hide what is wrong with this server. */
const keyOf = (reason: RejectionReason) =>
  isOwnFault(reason) ? 'delivery:refused' : 'delivery:refused:unsigned'

/** When this process last noted each reason, so that a flood of refusals costs few commands. */
const notedMs = new Map<RejectionReason, number>()

/** Logs that a delivery was refused, and notes it for the health check. */
export async function noteRejectedDelivery(worker: string, reason: RejectionReason): Promise<void> {
  noteDoubt()
  log('warn', 'delivery.refused', { worker, reason })
  if (Date.now() - (notedMs.get(reason) ?? 0) < tunables.refusalNoteMs) return
  notedMs.set(reason, Date.now())
  const noted = { reason, at: new Date().toISOString() } satisfies RejectedDelivery
  await kv()
    .set(keyOf(reason), JSON.stringify(noted), { ex: tunables.refusalShownSeconds })
    .catch((error) => log('warn', 'kv.unavailable', { use: 'refusals', ...errorFields(error) }))
}

/** The last refused delivery of the past minutes, one for a reason of this server's own first; undefined without any. */
export async function lastRejectedDelivery(): Promise<RejectedDelivery | undefined> {
  const noted = await kvReader().mget<unknown[]>([keyOf('expired'), keyOf('unknown_key')])
  return noted
    .map((each) => rejectedDelivery.safeParse(typeof each === 'string' ? parseJson(each) : each).data)
    .find((each) => each !== undefined)
}

/**
 * True when the queue's own deliveries are refused: a clock or an address is wrong. Anybody can send a delivery that is
 * signed with another key.
 */
const isOwnFault = (reason: RejectionReason): boolean =>
  reason !== 'unknown_key' && reason !== 'invalid_signature'

const causes: Partial<Record<RejectionReason, string>> = {
  not_yet_valid: "this machine's clock is slow",
  expired: "this machine's clock is fast, or deliveries come very late",
  other_address: 'they are signed for another address. Correct PUBLIC_URL',
  other_body: 'something on the way changes their bodies',
}

/** What is wrong with this server, as a sentence; undefined when the delivery was a stranger's. */
export const causeOf = ({ reason }: RejectedDelivery): string | undefined =>
  causes[reason] && `This server refuses the queue's deliveries: ${causes[reason]}.`
