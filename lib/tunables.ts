/** Every number that decides how the system behaves under load or failure, with its unit in its name. */
export const tunables = {
  /** The wait of a chat that names none, and the most that each runtime can hold a request open. */
  waitSecondsDefault: 20,
  waitSecondsMax: { edge: 20, nodejs: 40 },
  /** How long a request waits for its subscription before it falls back to reading the database. */
  subscribeMsMax: 1_000,
  /** Pauses between two reads of a waiting request that cannot be told. */
  pollMsFirst: 200,
  pollMsMax: 2_000,
  pollGrowth: 1.5,
  /** How often a waiting MCP client that asked for progress is told of it. */
  progressMs: 2_000,

  /** modelTimeoutMs < the worker route's maxDuration (180 s) < leaseSeconds. */
  modelTimeoutMs: 100_000,
  leaseSeconds: 240,
  /** Pauses between the tries to store an answer while the database is away: with sqlTimeoutMs for each, under 70 s. */
  endPausesMs: [200, 500, 1_000, 2_000, 5_000],

  attemptsMax: 10,
  deadlineSeconds: 15 * 60,
  backoffSecondsBase: 1,
  backoffSecondsMax: 60,
  retryAfterSecondsMax: 10 * 60,

  /** Redeliveries asked of QStash for one message; plans limit them, and later retries are new messages. */
  deliveryRetriesMax: 3,
  /** A due job that no worker has claimed for this long was lost on the way and is sent again. */
  redispatchSeconds: 30,
  sweepBatch: 100,

  historyTokensMax: 16_000,
  historyMessagesMax: 200,
  historyCacheSeconds: 24 * 3600,
  sessionCacheSeconds: 30 * 24 * 3600,
  countersSeconds: 40 * 24 * 3600,

  messageCharactersMax: 32_000,
  bodyBytesMax: 128 * 1024,
  /** GPT Actions refuse answers of 100,000 characters and more. */
  pageCharactersMax: 90_000,

  sqlTimeoutMs: 10_000,
  kvTimeoutMs: 1_000,
  publishTimeoutMs: 2_000,
  healthTimeoutMs: 2_000,
} as const
