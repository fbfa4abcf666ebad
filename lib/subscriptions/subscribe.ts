import { type Caller, mayCall, type Scope } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { seal, unseal } from '#lib/auth/seal'
import { sha256Hex } from '#lib/hash'
import { log } from '#lib/log'
import { dispatch } from '#lib/queue/dispatch'
import { deliveryMessage } from '#lib/queue/types'
import type { SubscriptionArguments, SubscriptionEvent } from '#lib/subscriptions/schema'
import {
  deleteSubscription,
  findKnown,
  type Known,
  type MadeWith,
  putSubscription,
  type Target,
} from '#lib/subscriptions/store'
import { type CallbackFault, verifyReceiver } from '#lib/subscriptions/verify'
import { tunables } from '#lib/tunables'

export const secretPurpose = 'event subscription secrets'

/** The event, the arguments and the receiver URL that a client asks for. */
export type Wish = { event: SubscriptionEvent; args: SubscriptionArguments; url: string }

export type Subscribed =
  | { kind: 'subscribed'; id: string; expiresAt: string }
  | { kind: 'not_allowed' | 'too_many' | Exclude<Known['outcome'], 'found'> }
  | { kind: 'unconfirmed'; reason: CallbackFault }

/** A subscription to the jobs of one user requires one of these scopes; to the jobs of all users, `admin`. */
const accessToOneUser: readonly [Scope, ...Scope[]] = ['chat', 'read']
const accessToAll: readonly [Scope, ...Scope[]] = ['admin']

/**
 * Creates or refreshes a subscription. Its id comes from principal, event, arguments and URL. The receiver must confirm
 * previousSecret anything is stored. If the requested job has already ended, its event is sent at once. `ttlMs` is the wanted
 * lifetime (null for ever); the limits are `subscriptionSecondsMax` and the life of the key or sign-in.
 */
export async function subscribe(
  caller: Caller,
  wish: Wish,
  secret: string,
  ttlMs: number | null | undefined,
): Promise<Subscribed> {
  const target = targetOf(caller, wish.args)
  const isOfAll = Object.values(target).every((id) => id === null)
  const access = isOfAll ? accessToAll : accessToOneUser
  if (!mayCall(caller, access)) return { kind: 'not_allowed' }

  const [principal, id] = [principalOf(caller), subscriptionId(caller, wish)]
  const known = await findKnown(id, principal, wish.url, target)
  if (known.outcome !== 'found') return { kind: known.outcome }
  const fault = known.verifiedAt === null && (await verifyReceiver(id, wish.url, secret))
  if (fault) return { kind: 'unconfirmed', reason: fault }

  const previousSecret =
    known.sealedSecret === null ? undefined : await unseal(secretPurpose, id, known.sealedSecret)
  const stored = await putSubscription({
    ...{ id, principal, access, ...madeWith(caller), ...target, event: wish.event, url: wish.url },
    sealedSecret: previousSecret === secret ? known.sealedSecret! : await seal(secretPurpose, id, secret),
    isRotated: previousSecret !== undefined && previousSecret !== secret,
    verifiedAt: known.verifiedAt,
    seconds: secondsOf(ttlMs),
  })
  if (stored.outcome === 'ended') return { kind: 'not_allowed' }
  if (stored.outcome !== 'subscribed') return { kind: stored.outcome }
  if (stored.deliveryId !== null) await dispatch([deliveryMessage(stored.deliveryId)])
  if (known.sealedSecret === null)
    log('info', 'subscription.created', { subscriptionId: id, event: wish.event })
  return { kind: 'subscribed', id, expiresAt: new Date(stored.expiresAt).toISOString() }
}

/** Ends the caller's own subscription with these arguments, if it exists. */
export async function unsubscribe(caller: Caller, wish: Wish): Promise<void> {
  const id = subscriptionId(caller, wish)
  if (await deleteSubscription(id)) log('info', 'subscription.deleted', { subscriptionId: id })
}

function targetOf({ userId }: Caller, args: SubscriptionArguments): Target {
  const { jobId = null, conversationId = null } = args
  return { userId: userId ?? args.userId ?? null, conversationId, jobId }
}

/** An app keeps its principal when its person signs in again. */
function principalOf({ kind, keyId, signIn, userId }: Caller): string {
  const parts = signIn ? ['app', signIn.clientId, userId] : [kind, keyId]
  return sha256Hex(JSON.stringify(parts)).slice(0, 32)
}

function subscriptionId(caller: Caller, { event, args, url }: Wish): string {
  const { userId, conversationId, jobId } = targetOf(caller, args)
  const parts = [principalOf(caller), url, event, userId, conversationId, jobId]
  return `sub_${sha256Hex(JSON.stringify(parts)).slice(0, 32)}`
}

const madeWith = ({ keyId, signIn }: Caller): MadeWith => ({
  keyId: signIn ? null : keyId,
  grantId: signIn?.grantId ?? null,
  ownerKeyFingerprint: !signIn && keyId === null ? ownerKeyFingerprint() : null,
})

function secondsOf(ttlMs: number | null | undefined): number {
  const { subscriptionSecondsMin, subscriptionSecondsDefault, subscriptionSecondsMax } = tunables
  if (ttlMs === undefined) return subscriptionSecondsDefault
  const asked = ttlMs === null ? subscriptionSecondsMax : Math.floor(ttlMs / 1000)
  return Math.min(Math.max(asked, subscriptionSecondsMin), subscriptionSecondsMax)
}
