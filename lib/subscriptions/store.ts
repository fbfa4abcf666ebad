import { ownerKeyFingerprint } from '#lib/auth/derive'
import { isOrphaned, sql } from '#lib/db/index'
import type { SubscriptionEvent } from '#lib/subscriptions/schema'
import { tunables } from '#lib/tunables'

/** Whose jobs a subscription tells of. */
export type Target = { userId: string | null; conversationId: number | null; jobId: string | null }
type Outcome = 'no_user' | 'no_conversation' | 'no_job'

/** What made a subscription, with which it ends: one of the three. */
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
    /** When its receiver confirmed; null for just now. */
    verifiedAt: Date | null
    seconds: number
  }

export type Known = {
  outcome: 'found' | Outcome
  /** The secret of the same subscription, where there is one. */
  sealedSecret: string | null
  /** When a receiver at the URL confirmed a subscription of the principal that still lasts. */
  verifiedAt: Date | null
}

/** What has to be known before a receiver is asked: whether there is what the arguments ask for, and what was before. */
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

/** Creates or refreshes a subscription; `ended` when what it is made with ended at this moment. */
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

/** Ends a subscription with what was still to be sent to it. False when there is none of this id. */
export async function deleteSubscription(id: string): Promise<boolean> {
  const rows = await sql('deleteSubscription')`delete from event_subscriptions where id = ${id} returning 1`
  return rows.length > 0
}

/** Ends a subscription, and keeps the record of what was sent to it for a while. */
export async function expireSubscription(id: string): Promise<void> {
  await sql('expireSubscription')`
    update event_subscriptions set expires_at = now() where id = ${id} and expires_at > now()`
}

export type Subscriber = {
  holds: boolean
  /** As whom the person signed in, where an app subscribed. */
  account: string | null
  /** The newest first. */
  sealedSecrets: string[]
}

/** Whether a subscription is still to be told, and the sealed secrets that sign its events. */
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

/** Deletes subscriptions that ended `subscriptionKeptDays` ago, with the record of what was sent to them. */
export async function expireSubscriptions(): Promise<number> {
  const rows = await sql('expireSubscriptions')`
    delete from event_subscriptions where id = any (array(
      select id from event_subscriptions
      where expires_at < now() - make_interval(days => ${tunables.subscriptionKeptDays}::int)
      order by expires_at limit ${tunables.subscriptionSweepRows}::int for update skip locked))
    returning 1`
  return rows.length
}
