/** Attempts, leases and retries. */
export const jobs = {
  /** An attempt renews its lease while the model works. An attempt with an expired lease counts as dead. */
  leaseSeconds: 60,
  leaseRenewSeconds: 15,
  /** After this time the worker renews the lease of a model call and checks for cancellation. */
  watchAfterMs: 1_000,
  /** The pauses between tries to store an answer while the database is unavailable. Each is twice the previous one. */
  storePauseMsFirst: 200,
  storePauseMsMax: 1_000,
  /** How long a serverless function retries. With the model's time and a last try, it stays below maxDuration. */
  functionStoreMsMax: 45_000,
  /** The attempts at a job, and the pauses between them, which grow. */
  attemptsMax: 10,
  backoffSecondsBase: 1,
  backoffSecondsMax: 60,
  /** The time for all attempts, from the beginning of the first one. */
  deadlineSeconds: 15 * 60,
  /** The conversations whose jobs one request cancels in parallel. */
  cancelsAtOnce: 8,
  /** How long after an answer the same message in the conversation gets the same answer. */
  repeatSecondsDefault: 60,
} as const
