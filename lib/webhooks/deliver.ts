import { lookup } from 'node:dns/promises'
import { env } from '#lib/env'
import { isPublic, refusal } from '#lib/http-client/address'
import { type CallResult, checkedLookup, post, type Resolve } from '#lib/http-client/send'
import { findJob } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { log } from '#lib/log'
import type { Outcome } from '#lib/queue/outcome'
import { afterCall, type Verdict } from '#lib/webhooks/schedule'
import { signedHeaders } from '#lib/webhooks/sign'
import { claimDelivery, type DeliveryClaim, endDelivery } from '#lib/webhooks/store'

type Deps = { resolve: Resolve; allowPrivate: boolean; secrets: string[] }

/** The system's resolver, and what is configured: while secrets are exchanged there are two. */
function configured(): Deps {
  const { WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS, WEBHOOK_ALLOW_PRIVATE } = env()
  const secrets = WEBHOOK_SECRET ? [WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS] : []
  return {
    resolve: lookup,
    allowPrivate: WEBHOOK_ALLOW_PRIVATE,
    secrets: secrets.filter((secret) => secret !== undefined),
  }
}

/**
 * Makes one attempt of a delivery: claims it, calls the receiver, and records what came of it. A receiver may hear of
 * the same webhook more than once, always under the same `webhook-id`, and hears of it until it has said 2xx or 410
 * or the schedule is over.
 */
export async function deliverWebhook(
  { deliveryId }: { deliveryId: string },
  deps: Deps = configured(),
): Promise<Outcome> {
  const claim = await claimDelivery(deliveryId)
  if (claim?.state === 'not_due') return { kind: 'retry', delaySeconds: claim.dueInSeconds }
  if (claim?.state !== 'claimed') return { kind: 'duplicate' }
  return runDelivery(claim, deps)
}

/** Makes an attempt that is claimed. */
export async function runDelivery(claim: DeliveryClaim, deps: Deps = configured()): Promise<Outcome> {
  const { id: deliveryId, attempt } = claim
  const startedAt = performance.now()
  const result = await call(claim, deps)
  const latencyMs = Math.round(performance.now() - startedAt)
  const verdict = verdictOn(claim, result)
  if (verdict.status !== 'delivered') {
    const { statusCode, error } = result
    log('warn', 'webhook.failed', { deliveryId, attempt, statusCode, code: error, next: verdict.status })
  }
  const ended = await endDelivery(claim, verdict, { ...result, latencyMs })
  if (!ended) return { kind: 'duplicate' }
  if (verdict.status === 'pending') return { kind: 'retry', delaySeconds: verdict.delaySeconds }
  return verdict.status === 'delivered' ? { kind: 'done' } : { kind: 'dead', code: 'webhook_failed' }
}

/** Who tests a receiver is told of the first failure, and tests again. */
function verdictOn({ event, scheduled }: DeliveryClaim, result: CallResult): Verdict {
  const verdict = afterCall(result, scheduled, Math.random())
  return event === 'webhook.test' && verdict.status === 'pending' ? { status: 'failed' } : verdict
}

/** Calls the receiver with the job as it is now. */
async function call(claim: DeliveryClaim, { resolve, allowPrivate, secrets }: Deps): Promise<CallResult> {
  if (secrets.length === 0) return { error: 'not_configured' }
  // Configuration may have become stricter since the URL was accepted.
  if (refusal(claim.url, allowPrivate)) return { error: 'refused_address' }
  const data = await dataOf(claim)
  // Deleted this very moment, and the delivery with it.
  if (!data) return { error: 'gone' }
  const body = JSON.stringify({ type: claim.event, timestamp: claim.createdAt.toISOString(), data })
  const headers = {
    ...signedHeaders(claim.id, claim.now, body, secrets),
    'content-type': 'application/json',
    'user-agent': 'gpts-api-server',
  }
  return post(claim.url, headers, body, checkedLookup(resolve, allowPrivate ? () => true : isPublic))
}

/** The job as it is now, or what a test says. */
async function dataOf({ jobId }: DeliveryClaim): Promise<unknown> {
  if (jobId === null) return { message: 'This is a test. Answer with any 2xx status.' }
  const job = await findJob(jobId)
  return job && toJobView(job)
}
