import { ownerKeyFingerprint } from '#lib/auth/derive'
import { sql } from '#lib/db/index'
import type { SubscriptionEvent } from '#lib/subscriptions/schema'
import { tunables } from '#lib/tunables'

/** The jobs that a subscription reports. */
export type Target = { userId: string | null; conversationId: number | null; jobId: string | null }
type TargetError = 'no_user' | 'no_conversation' | 'no_job'

/** The credential that created a subscription: exactly one of the three. The subscription ends with it. */
export type SubscribingCredential = {
  keyId: string | null
  grantId: string | null
  ownerKeyFingerprint: string | null
}

export type NewSubscription = SubscribingCredential &
  Target & {
    id: string
    principal: string
    access: readonly string[]
    event: SubscriptionEvent
    url: string
    secretDigest: string
    sealedSecret: string
    /** When its receiver confirmed; null for just now. */
    verifiedAt: Date | null
    seconds: number
  }

export type TargetCheck = {
  outcome: 'found' | TargetError
  /** When the receiver at the URL last confirmed a subscription of this principal that has not ended. */
  verifiedAt: Date | null
}

/** Checks that the user, conversation or job of a subscription exists, and if its receiver has already confirmed one. */
export async function checkTarget(
  principal: string,
  url: string,
  { userId, conversationId, jobId }: Target,
): Promise<TargetCheck> {
  const [row] = await sql<TargetCheck>('findKnownSubscription')`
    select target.outcome,
           (select max(verified_at) from event_subscriptions
            where principal = ${principal} and url = ${url} and expires_at > now()
              and verified_at > now() - make_interval(secs => ${tunables.subscriptionVerifiedSeconds}::int)) as "verifiedAt"
    from event_target(${userId}::text, ${conversationId}::int, ${jobId}::text) target`
  return row!
}

type PutResult =
  | { outcome: 'subscribed'; isNew: boolean; expiresAt: string; deliveryId: string | null }
  | { outcome: 'too_many' | 'ended' | TargetError }

/** Creates or refreshes a subscription. The outcome is `ended` if its key or sign-in ended at the same time. */
export async function putSubscription(given: NewSubscription): Promise<PutResult> {
  const [row] = await sql<{ result: PutResult }>('putSubscription')`
    select subscribe_to_events(
      ${given.id}, ${given.principal}, ${given.keyId}, ${given.grantId}, ${given.ownerKeyFingerprint},
      ${given.access as string[]}::text[], ${given.userId}, ${given.event}, ${given.conversationId}::int,
      ${given.jobId}, ${given.url}, ${given.secretDigest}, ${given.sealedSecret},
      ${tunables.subscriptionSecretOverlapSeconds}::int, coalesce(${given.verifiedAt}::timestamptz, now()),
      ${given.seconds}::int, ${tunables.subscriptionsMax}::int) as result`
  return row!.result
}

/** Deletes a subscription with its deliveries. False if it does not exist, or is not to the jobs of this user alone. */
export async function deleteSubscription(id: string, userId: string | null): Promise<boolean> {
  const rows = await sql('deleteSubscription')`
    delete from event_subscriptions
    where id = ${id}
      and (${userId}::text is null or user_id = (select u.id from users u where u.user_id = ${userId}::text))
    returning 1`
  return rows.length > 0
}

/** Ends a subscription and keeps its deliveries for a while. Does nothing if it was refreshed after `expiresAt` was read. */
export async function expireSubscription(id: string, expiresAt: string): Promise<void> {
  await sql('expireSubscription')`
    update event_subscriptions set expires_at = now()
    where id = ${id} and expires_at > now() and expires_at = ${expiresAt}::timestamptz`
}

export type Subscriber = {
  url: string
  /** PostgreSQL's text, because a Date has no microseconds. */
  expiresAt: string
  /** False if the subscription has expired, or its key or sign-in has ended or lost the scopes. */
  holds: boolean
  /** The account of the person who signed in, if an app subscribed. */
  account: string | null
  /** Newest first. */
  sealedSecrets: string[]
}

/** Finds the receiver of a subscription, and the sealed secrets that sign its events. */
export async function findSubscriber(id: string): Promise<Subscriber | undefined> {
  const [row] = await sql<Subscriber>('findSubscriber')`
    select s.url, s.expires_at::text as "expiresAt",
           coalesce(subscription_holds(s, k, g, gk, ${ownerKeyFingerprint()}), false) as holds,
           g.payload ->> 'accountId' as account,
           array_remove(array[s.sealed_secret,
                              case when s.previous_secret_until > now() then s.sealed_previous_secret end],
                        null) as "sealedSecrets"
    from event_subscriptions s
    left join api_keys k on k.id = s.key_id
    left join oauth_grants g on g.id = s.grant_id
    left join api_keys gk on gk.id = g.key_id
    where s.id = ${id}`
  return row
}

/** Deletes a batch of subscriptions that ended `subscriptionKeptDays` ago, with their deliveries. Returns the count. */
export async function expireSubscriptions(): Promise<number> {
  const rows = await sql('expireSubscriptions')`
    delete from event_subscriptions where id = any (array(
      select id from event_subscriptions
      where expires_at < now() - make_interval(days => ${tunables.subscriptionKeptDays}::int)
      order by expires_at limit ${tunables.subscriptionSweepRows}::int for update skip locked))
    returning 1`
  return rows.length
}
