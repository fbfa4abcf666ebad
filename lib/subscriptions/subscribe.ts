import { type Caller, mayCall, type Scope } from '#lib/auth/caller'
import { derive, ownerKeyFingerprint } from '#lib/auth/derive'
import { seal } from '#lib/auth/seal'
import { sha256Hex } from '#lib/hash'
import { log } from '#lib/log'
import { dispatch } from '#lib/queue/dispatch'
import { deliveryMessage } from '#lib/queue/types'
import type { SubscriptionArguments, SubscriptionEvent } from '#lib/subscriptions/schema'
import {
  checkTarget,
  deleteSubscription,
  putSubscription,
  type SubscribingCredential,
  type Target,
  type TargetCheck,
} from '#lib/subscriptions/store'
import { type CallbackError, takeVerification, verifyReceiver } from '#lib/subscriptions/verify'
import { tunables } from '#lib/tunables'

export const secretPurpose = 'event subscription secrets'

/** The event, the arguments and the receiver URL that a client asks for. */
export type SubscriptionRequest = { event: SubscriptionEvent; args: SubscriptionArguments; url: string }

export type SubscribeResult =
  | { kind: 'subscribed'; id: string; expiresAt: string }
  | { kind: 'not_allowed' | 'too_many' | 'too_many_verifications' | Exclude<TargetCheck['outcome'], 'found'> }
  | { kind: 'unconfirmed'; reason: CallbackError }

/** A subscription to the jobs of one user requires one of these scopes; to the jobs of all users, `admin`. */
const accessToOneUser: readonly [Scope, ...Scope[]] = ['chat', 'read']
const accessToAll: readonly [Scope, ...Scope[]] = ['admin']

/**
 * Creates or refreshes a subscription. Its id comes from principal, event, arguments and URL. The receiver must confirm
 * before anything is stored. If the requested job has already ended, its event is sent at once. `ttlMs` is the requested
 * lifetime, null for no limit. It is limited to `subscriptionSecondsMax`, and to the lifetime of the key or sign-in.
 */
export async function subscribe(
  caller: Caller,
  request: SubscriptionRequest,
  secret: string,
  ttlMs: number | null | undefined,
): Promise<SubscribeResult> {
  const target = targetOf(caller, request.args)
  const isOfAll = Object.values(target).every((id) => id === null)
  const access = isOfAll ? accessToAll : accessToOneUser
  if (!mayCall(caller, access)) return { kind: 'not_allowed' }

  const [principal, id] = [principalOf(caller), subscriptionId(caller, request)]
  const check = await checkTarget(principal, request.url, target)
  if (check.outcome !== 'found') return { kind: check.outcome }
  if (check.verifiedAt === null) {
    if (!(await takeVerification(principal, request.url))) return { kind: 'too_many_verifications' }
    const reason = await verifyReceiver(id, request.url, secret)
    if (reason) return { kind: 'unconfirmed', reason }
  }

  const stored = await putSubscription({
    ...{ id, principal, access, ...credentialOf(caller), ...target, event: request.event, url: request.url },
    secretDigest: sha256Hex(`${derive(secretPurpose)} ${secret}`),
    sealedSecret: await seal(secretPurpose, id, secret),
    verifiedAt: check.verifiedAt,
    seconds: secondsOf(ttlMs),
  })
  if (stored.outcome === 'ended') return { kind: 'not_allowed' }
  if (stored.outcome !== 'subscribed') return { kind: stored.outcome }
  if (stored.deliveryId !== null) await dispatch([deliveryMessage(stored.deliveryId)])
  if (stored.isNew) log('info', 'subscription.created', { subscriptionId: id, event: request.event })
  return { kind: 'subscribed', id, expiresAt: new Date(stored.expiresAt).toISOString() }
}

/** Ends the caller's own subscription with these arguments, if it exists. */
export async function unsubscribe(caller: Caller, request: SubscriptionRequest): Promise<void> {
  const id = subscriptionId(caller, request)
  if (await deleteSubscription(id, caller.userId)) log('info', 'subscription.deleted', { subscriptionId: id })
}

function targetOf({ userId }: Caller, args: SubscriptionArguments): Target {
  const { jobId = null, conversationId = null } = args
  return { userId: userId ?? args.userId ?? null, conversationId, jobId }
}

/**
 * The digest that identifies a subscriber. An app that acts for one user stays the same subscriber after a new sign-in. An
 * app that acts for all users is a different subscriber for each key.
 */
function principalOf(caller: Caller): string {
  const { kind, keyId, userId } = caller
  const signIn = signInOf(caller)
  const ofApp = (clientId: string) =>
    userId === null ? ['app', clientId, 'all', keyId ?? 'owner'] : ['app', clientId, 'user', userId]
  const parts = signIn ? ofApp(signIn.clientId) : [kind, keyId]
  return sha256Hex(JSON.stringify(parts)).slice(0, 32)
}

/** The sign-in of an app; undefined for a key. Throws for a token without a sign-in: its subscription would never end. */
function signInOf({ kind, signIn }: Caller): Caller['signIn'] {
  if (kind === 'token' && !signIn) throw new Error('The token of an app has no sign-in.')
  return signIn
}

function subscriptionId(caller: Caller, { event, args, url }: SubscriptionRequest): string {
  const { userId, conversationId, jobId } = targetOf(caller, args)
  const parts = [principalOf(caller), url, event, userId, conversationId, jobId]
  return `sub_${sha256Hex(JSON.stringify(parts)).slice(0, 32)}`
}

function credentialOf(caller: Caller): SubscribingCredential {
  const signIn = signInOf(caller)
  return {
    keyId: signIn ? null : caller.keyId,
    grantId: signIn?.grantId ?? null,
    ownerKeyFingerprint: caller.kind === 'owner' ? ownerKeyFingerprint() : null,
  }
}

function secondsOf(ttlMs: number | null | undefined): number {
  const { subscriptionSecondsMin, subscriptionSecondsDefault, subscriptionSecondsMax } = tunables
  if (ttlMs === undefined) return subscriptionSecondsDefault
  const asked = ttlMs === null ? subscriptionSecondsMax : Math.floor(ttlMs / 1000)
  return Math.min(Math.max(asked, subscriptionSecondsMin), subscriptionSecondsMax)
}
