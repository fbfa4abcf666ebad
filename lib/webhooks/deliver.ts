import { lookup } from 'node:dns/promises'
import { env } from '#lib/env'
import { postSigned } from '#lib/http-client/post-signed'
import type { CallResult, Resolve } from '#lib/http-client/send'
import { findJob } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { log } from '#lib/log'
import type { Outcome } from '#lib/queue/outcome'
import { eventBody, type Receiver, receiverOfSubscription } from '#lib/subscriptions/message'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'
import { findSigner, noteAttempt } from '#lib/webhooks/endpoint-store'
import { type DeliveryDecision, decideDelivery } from '#lib/webhooks/schedule'
import { unsealSecrets } from '#lib/webhooks/secret'
import { fullReceivers, trackReceiver } from '#lib/webhooks/slow-receivers'
import { claimDelivery, type DeliveryClaim, endDelivery, findBudgetEvent } from '#lib/webhooks/store'

type Deps = { resolve: Resolve; allowPrivate: boolean; secrets: string[] }

/** The system's resolver and the configured secrets. During a secret rotation there are two. */
function configuredDeps(): Deps {
  const { WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS, WEBHOOK_ALLOW_PRIVATE } = env()
  const secrets = WEBHOOK_SECRET ? [WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS] : []
  return {
    resolve: lookup,
    allowPrivate: WEBHOOK_ALLOW_PRIVATE,
    secrets: secrets.filter((secret) => secret !== undefined),
  }
}

/**
 * Makes one attempt of a delivery: claims it, calls the receiver, and records the result. A receiver may get the same
 * webhook more than once, always with the same `webhook-id`. Attempts stop after a 2xx, a 410, or the end of the schedule.
 */
export async function deliverWebhook(
  { deliveryId }: { deliveryId: string },
  deps: Deps = configuredDeps(),
): Promise<Outcome> {
  const claim = await claimDelivery(deliveryId, fullReceivers())
  if (claim?.state === 'not_due') return { kind: 'retry', delaySeconds: claim.dueInSeconds }
  if (claim?.state === 'slow') return { kind: 'retry', delaySeconds: tunables.webhookSlowPauseSeconds }
  if (claim?.state !== 'claimed') return { kind: 'duplicate' }
  return runDelivery(claim, deps)
}

/** Makes a claimed attempt. */
export async function runDelivery(claim: DeliveryClaim, deps: Deps = configuredDeps()): Promise<Outcome> {
  const { id: deliveryId, attempt } = claim
  const startedAt = performance.now()
  const result = await trackReceiver(claim.endpointId ?? claim.subscriptionId, () => call(claim, deps))
  const latencyMs = Math.round(performance.now() - startedAt)
  const decision = decideFor(claim, result)
  if (decision.status !== 'delivered') {
    const { statusCode, error } = result
    log('warn', 'webhook.failed', { deliveryId, attempt, statusCode, code: error, next: decision.status })
  }
  // Before `endDelivery`, so that this is the last write of an attempt.
  await noteAtEndpoint(claim, result, decision)
  const ended = await endDelivery(claim, decision, { ...result, latencyMs })
  if (!ended) return { kind: 'duplicate' }
  const outcome = decision.status === 'pending' ? 'retried' : decision.status
  record(instruments.webhookAttempts, 1, { event: claim.event, outcome })
  record(instruments.webhookDuration, latencyMs / 1000, { outcome })
  if (decision.status === 'pending') return { kind: 'retry', delaySeconds: decision.delaySeconds }
  return decision.status === 'delivered' ? { kind: 'done' } : { kind: 'dead', code: 'webhook_failed' }
}

/** A test is not retried, because the person who tests can start another one. */
function decideFor(
  { event, scheduled, subscriptionId }: DeliveryClaim,
  result: CallResult,
): DeliveryDecision {
  // Nothing was sent, and a retry would send nothing either. redeliverWebhook can send it later.
  if (result.error !== undefined && final.includes(result.error)) return { status: 'failed' }
  // 413: an MCP client rejects an event that is too large every time (MCP Events).
  if (subscriptionId !== null && result.statusCode === 413) return { status: 'failed' }
  const decision = decideDelivery(result, scheduled, Math.random())
  return event === 'webhook.test' && decision.status === 'pending' ? { status: 'failed' } : decision
}

/** Calls the receiver with the current state of the job. */
async function call(claim: DeliveryClaim, { resolve, allowPrivate, ...deps }: Deps): Promise<CallResult> {
  const receiver = await receiverOf(claim, deps.secrets)
  if (receiver.error !== undefined) return { error: receiver.error }
  const { url, secrets, onGone } = receiver
  const { body, error } = await messageOf(claim)
  if (error !== undefined) return { error }
  const { id, now: at, subscriptionId } = claim
  const headers = { ...(subscriptionId !== null && { 'x-mcp-subscription-id': subscriptionId }) }
  // The configuration may have become stricter since the URL was accepted, so the address is checked again.
  const result = await postSigned(url, { id, at, body, secrets, headers }, { resolve, allowPrivate })
  if (result.statusCode === 410) await onGone?.()
  return result
}

/** Returns the receiver of a delivery. The secrets are those of its endpoint or subscription, or else the server's. */
async function receiverOf(
  { endpointId, subscriptionId, event, url }: DeliveryClaim,
  ofServer: string[],
): Promise<Receiver> {
  if (subscriptionId !== null) return receiverOfSubscription(subscriptionId)
  if (endpointId === null)
    return ofServer.length > 0 ? { url, secrets: ofServer } : { error: 'not_configured' }
  const signer = await findSigner(endpointId)
  // Deleted at the same time, together with the delivery.
  if (!signer) return { error: 'gone' }
  if (!signer.isEnabled && event !== 'webhook.test') return { error: disabled }
  const secrets = await unsealSecrets(endpointId, signer.sealedSecrets)
  return secrets.length > 0 ? { url, secrets } : { error: 'secret_unreadable' }
}

const disabled = 'endpoint_disabled'
/** Errors after which there is no further attempt. */
const final = [disabled, 'subscription_ended', 'superseded']

/** Notes the result of an attempt at its endpoint. Failed tests do not count as failures of the endpoint. */
async function noteAtEndpoint(
  { endpointId, event }: DeliveryClaim,
  result: CallResult,
  { status }: DeliveryDecision,
) {
  const { statusCode, error } = result
  if (endpointId === null || error === disabled || error === 'gone') return
  const isReceived = status === 'delivered'
  if (!isReceived && event === 'webhook.test') return
  const wasLast = status === 'failed'
  const failure = { error: error ?? String(statusCode), isGone: statusCode === 410, wasLast }
  const reason = await noteAttempt(endpointId, isReceived ? null : failure)
  if (reason) log('warn', 'webhook_endpoint.disabled', { endpointId, reason })
}

type Message = { body: string; error?: undefined } | { body?: undefined; error: string }

/** Returns the body of a delivery. The error is `gone` if its data was deleted, `superseded` if its job was retried. */
async function messageOf(claim: DeliveryClaim): Promise<Message> {
  const { id, event, createdAt } = claim
  if (claim.subscriptionId !== null) {
    const job = await findJob(claim.jobId!)
    if (!job) return { error: 'gone' }
    return `job.${job.status}` === event
      ? { body: eventBody(id, event, createdAt, job) }
      : { error: 'superseded' }
  }
  const data = await dataOf(claim)
  if (!data) return { error: 'gone' }
  return { body: JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data }) }
}

/** Returns the current job, the budget at the time of the event, or the message of a test. */
async function dataOf({ id, jobId, endpointId, event }: DeliveryClaim): Promise<object | undefined> {
  if (event === 'webhook.test') return { message: 'This is a test. Answer with any 2xx status.' }
  if (jobId === null) return findBudgetEvent(id)
  const job = await findJob(jobId)
  // The caller that gave a callback URL knows the user of the job.
  return job && { ...toJobView(job), ...(endpointId !== null && { userId: job.user_id }) }
}
