import { unsealAll } from '#lib/auth/seal'
import type { JobRow } from '#lib/jobs/view'
import { isAccountAllowed } from '#lib/oauth/accounts'
import type { EventData } from '#lib/subscriptions/schema'
import { expireSubscription, findSubscriber } from '#lib/subscriptions/store'
import { secretPurpose } from '#lib/subscriptions/subscribe'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

/** The URL of a receiver and the secrets that sign its deliveries, or the reason why nothing must be sent to it. */
export type Receiver =
  | { url: string; secrets: string[]; onGone?: () => Promise<void>; error?: undefined }
  | { error: string }

/**
 * Returns the receiver of a subscription, or an error if it must not get events any more: the subscription has expired, or
 * its key or sign-in has ended or may no longer read the job. Then this also ends the subscription. `onGone` ends it too,
 * for a receiver that answers 410.
 */
export async function receiverOfSubscription(id: string): Promise<Receiver> {
  const subscriber = await findSubscriber(id)
  // Deleted at the same time, together with the delivery.
  if (!subscriber) return { error: 'gone' }
  const { url, expiresAt, holds, account, sealedSecrets } = subscriber
  const onGone = () => expireSubscription(id, expiresAt)
  if (!holds || (account !== null && !isAccountAllowed(account))) {
    await onGone()
    return { error: 'subscription_ended' }
  }
  const secrets = await unsealAll(secretPurpose, id, sealedSecrets)
  return secrets.length > 0 ? { url, secrets, onGone } : { error: 'secret_unreadable' }
}

/** Builds the body of one event (MCP Events, EventOccurrence). There is no replay, so the cursor is null. */
export function eventBody(eventId: string, name: string, happenedAt: Date, job: JobRow): string {
  const timestamp = (job.finished_at ?? happenedAt).toISOString()
  return JSON.stringify({ eventId, name, timestamp, data: summaryOf(job), cursor: null })
}

function summaryOf(job: JobRow): EventData {
  const { subscriptionAnswerCharactersMax, errorCharactersMax } = tunables
  const response = job.response === null ? undefined : cutText(job.response, subscriptionAnswerCharactersMax)
  return {
    jobId: job.id,
    status: job.status,
    conversationId: job.conversation_id,
    userId: job.user_id,
    ...(job.message_id !== null && { messageId: job.message_id }),
    ...(job.model && { model: job.model }),
    ...(response !== undefined && { response, isCut: response.length < job.response!.length }),
    ...(job.error_code !== null && {
      error: { code: job.error_code, message: cutText(job.error_message ?? '', errorCharactersMax) },
    }),
    ...(job.finished_at && { finishedAt: job.finished_at.toISOString() }),
  }
}
