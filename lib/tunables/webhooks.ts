/** Webhooks and MCP subscriptions. */
export const webhooks = {
  /** The slots for webhooks, as a part of the job slots. They are separate, so slow receivers delay no answers. */
  webhookSlotsShare: 0.25,
  /** The time limit of a webhook call. With the SQL statements around it, it stays below the lease. */
  webhookTimeoutMs: 15_000,
  webhookLeaseSeconds: 60,
  /** The delay before each further attempt, plus or minus the jitter: Standard Webhooks' schedule of 32 hours. */
  webhookDelaysSeconds: [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600],
  webhookJitter: 0.1,
  webhookRetryAfterSecondsMax: 24 * 3600,
  /** The last call of a slow receiver took at least this long. It then gets only a few slots of each process. */
  webhookSlowMs: 3_000,
  webhookSlowSlots: 2,
  /** The slow receivers in one scan for due deliveries, and the pause of a slow receiver without a free slot. */
  webhookSlowReceiversPerClaim: 4,
  webhookSlowPauseSeconds: 5,
  webhookResponseBytesMax: 16 * 1024,
  /** The last attempts that a delivery shows. */
  webhookLogMax: 20,
  /** The endpoints of one user, and of the whole server. An event creates a delivery for each endpoint. */
  webhookEndpointsMax: 16,
  webhookDescriptionCharactersMax: 500,
  /** How long the old secret also signs after a rotation. */
  webhookSecretOverlapSeconds: 86_400,
  /** An endpoint that fails for this long without a success is disabled: much longer than one retry schedule. */
  webhookFailingDaysMax: 5,
  /** How often a success is recorded in an endpoint's row, which many deliveries would otherwise update at once. */
  webhookSuccessNotedSeconds: 10,
  /** The MCP subscriptions of one principal. An event creates a delivery for each matching subscription. */
  subscriptionsMax: 100,
  /** The lifetime of a subscription: the minimum, the default, and the maximum. */
  subscriptionSecondsMin: 5 * 60,
  subscriptionSecondsDefault: 86_400,
  subscriptionSecondsMax: 30 * 86_400,
  /** How long the old secret also signs after a refresh. */
  subscriptionSecretOverlapSeconds: 5 * 60,
  subscriptionSecretCharactersMax: 128,
  /** How long a receiver's confirmation of a principal's subscription is valid. */
  subscriptionVerifiedSeconds: 86_400,
  /** How many confirmations of one host a principal asks for in an hour, and all principals together. */
  subscriptionVerificationsPerHour: 120,
  subscriptionVerificationsPerHourMax: 600,
  /** The length of the answer in an event. Even escaped, it is far below the 256 KiB that a receiver accepts. */
  subscriptionAnswerCharactersMax: 10_000,
  /** How long an ended subscription and its deliveries are kept. */
  subscriptionKeptDays: 7,
  subscriptionSweepRows: 500,
} as const
