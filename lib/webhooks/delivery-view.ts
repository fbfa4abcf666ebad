import type { DeliveryStatus, DeliveryView, WebhookEvent } from '#lib/webhooks/schema'

/** A delivery with its last attempts, as every query of deliveries selects it. */
export type DeliveryRow = {
  id: string
  job_id: string | null
  endpoint_id: string | null
  subscription_id: string | null
  event: WebhookEvent
  url: string
  status: DeliveryStatus
  attempt: number
  next_attempt_at: Date
  created_at: Date
  finished_at: Date | null
  log: {
    attempt: number
    status_code: number | null
    error: string | null
    latency_ms: number
    created_at: string
  }[]
}

/** Converts a delivery to its API form. */
export function toView(row: DeliveryRow): DeliveryView {
  return {
    deliveryId: row.id,
    ...(row.job_id !== null && { jobId: row.job_id }),
    ...(row.endpoint_id !== null && { endpointId: row.endpoint_id }),
    ...(row.subscription_id !== null && { subscriptionId: row.subscription_id }),
    event: row.event,
    url: row.url,
    status: row.status,
    attempts: row.attempt,
    log: row.log.map(({ attempt, status_code, error, latency_ms, created_at }) => ({
      attempt,
      ...(status_code !== null && { statusCode: status_code }),
      ...(error !== null && { error }),
      latencyMs: latency_ms,
      at: new Date(created_at).toISOString(),
    })),
    ...(row.status === 'pending' && { nextAttemptAt: row.next_attempt_at.toISOString() }),
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
  }
}
