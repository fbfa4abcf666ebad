import { ownerKeyFingerprint } from '#lib/auth/derive'
import { isOrphaned, sql } from '#lib/db/index'
import type { SubscriptionEvent } from '#lib/subscriptions/schema'
import { tunables } from '#lib/tunables'

/** The jobs that a subscription reports. */
export type Target = { userId: string | null; conversationId: number | null; jobId: string | null }
type Outcome = 'no_user' | 'no_conversation' | 'no_job'

/** The credential that made a subscription, one of the three. The subscription ends with it. */
export type MadeWith = { keyId: string | null; grantId: string | null; ownerKeyFingerprint: string | null }

export type NewSubscription = MadeWith &
  Target & {
    id: string
    principal: string
    access: readonly string[]
    event: SubscriptionEvent
    url: string
    sealedSecret: string
    isRotated: boolean
    /** The time at which its receiver confirmed; null for now. */
    verifiedAt: Date | null
    seconds: number
  }

export type Known = {
  outcome: 'found' | Outcome
  /** The secret of the same subscription, if it exists. */
  sealedSecret: string | null
  /** The time at which a receiver at the URL confirmed a subscription of the principal that is still valid. */
  verifiedAt: Date | null
}

/** Checks that the target of the arguments exists, and finds the earlier subscription and confirmation. */
export async function findKnown(
  id: string,
  principal: string,
  url: string,
  { userId, conversationId, jobId }: Target,
): Promise<Known> {
  const [row] = await sql<Known>('findKnownSubscription')`
    select target.outcome, (select sealed_secret from event_subscriptions where id = ${id}) as "sealedSecret",
           (select max(verified_at) from event_subscriptions
            where principal = ${principal} and url = ${url} and expires_at > now()
              and verified_at > now() - make_interval(secs => ${tunables.subscriptionVerifiedSeconds}::int)) as "verifiedAt"
    from event_target(${userId}::text, ${conversationId}::int, ${jobId}::text) target`
  return row!
}

type Subscribed =
  | { outcome: 'subscribed'; expiresAt: string; deliveryId: string | null }
  | { outcome: 'too_many' | 'ended' | Outcome }

/** Creates or refreshes a subscription. Returns `ended` if its key or sign-in ended at the same time. */
export async function putSubscription(given: NewSubscription): Promise<Subscribed> {
  const rows = await sql<{ result: Subscribed }>('putSubscription')`
    select subscribe_to_events(
      ${given.id}, ${given.principal}, ${given.keyId}, ${given.grantId}, ${given.ownerKeyFingerprint},
      ${given.access as string[]}::text[], ${given.userId}, ${given.event}, ${given.conversationId}::int, ${given.jobId},
      ${given.url}, ${given.sealedSecret}, ${given.isRotated}::boolean, ${tunables.subscriptionSecretOverlapSeconds}::int,
      coalesce(${given.verifiedAt}::timestamptz, now()), ${given.seconds}::int, ${tunables.subscriptionsMax}::int)
      as result`.catch((error) => {
    if (isOrphaned(error)) return [{ result: { outcome: 'ended' as const } }]
    throw error
  })
  return rows[0]!.result
}

/** Deletes a subscription and its pending deliveries. Returns false if the id does not exist. */
export async function deleteSubscription(id: string): Promise<boolean> {
  const rows = await sql('deleteSubscription')`delete from event_subscriptions where id = ${id} returning 1`
  return rows.length > 0
}

/** Ends a subscription. The record of its deliveries is kept for a while. */
export async function expireSubscription(id: string): Promise<void> {
  await sql('expireSubscription')`
    update event_subscriptions set expires_at = now() where id = ${id} and expires_at > now()`
}

export type Subscriber = {
  holds: boolean
  /** The signed-in account, if an app subscribed. */
  account: string | null
  /** Newest first. */
  sealedSecrets: string[]
}

/** Finds out if a subscription is still valid, and the sealed secrets that sign its events. */
export async function findSubscriber(id: string): Promise<Subscriber | undefined> {
  const [row] = await sql<Subscriber>('findSubscriber')`
    select coalesce(subscription_holds(s, k, g, gk, ${ownerKeyFingerprint()}), false) as holds,
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

/** Deletes subscriptions that ended `subscriptionKeptDays` ago, with the record of their deliveries. */
export async function expireSubscriptions(): Promise<number> {
  const rows = await sql('expireSubscriptions')`
    delete from event_subscriptions where id = any (array(
      select id from event_subscriptions
      where expires_at < now() - make_interval(days => ${tunables.subscriptionKeptDays}::int)
      order by expires_at limit ${tunables.subscriptionSweepRows}::int for update skip locked))
    returning 1`
  return rows.length
}
