/** The numbers that control the system's behaviour under load and failure, with their units in their names. */
export const tunables = {
  /** The default wait of a chat, and the longest wait on each runtime. */
  waitSecondsDefault: 20,
  waitSecondsMax: { edge: 20, nodejs: 40 },
  /** How long a request waits for its subscription before it polls the database instead. */
  subscribeMsMax: 1_000,
  /** The pauses between two polls of a waiting request without a subscription. */
  pollMsFirst: 200,
  pollMsMax: 2_000,
  pollGrowth: 1.5,
  /** How often an idle stream sends a heartbeat and then polls the database. */
  streamHeartbeatMs: 10_000,
  /** The reconnection time that a stream sends to its client. */
  streamRetryMs: 1_000,
  /** After this time a stream on Vercel asks its client to reconnect. Vercel ends a request after 300 s. */
  streamMsMax: 280_000,
  /** The publishing interval of text: the first one, the later one, and the time after which the later one applies. */
  streamFrameMs: 200,
  streamFrameMsLong: 400,
  streamLongMs: 10_000,
  /** The size of one published message. Upstash accepts 1 MB. */
  streamFrameCharactersMax: 200_000,
  /** The size of one delta. A late or slow reader gets several deltas. */
  streamDeltaCharactersMax: 100_000,
  /** How often a snapshot of the text is stored, also without readers, and how long the last snapshot is kept. */
  streamSnapshotMs: 1_000,
  streamSnapshotSeconds: 900,
  /** Above the longest thinking tag. Until then, each piece of an answer may contain a tag. */
  markCharactersMax: 100,
  /** How long a call of the OpenAI-compatible API waits for its answer. Vercel ends a request after 300 s. */
  openaiWaitMs: 290_000,
  openaiWaitMsVercel: 280_000,
  /** How long a retry can find an earlier call, and an earlier call whose answer was sent but may be lost. */
  callRememberedSeconds: 15 * 60,
  callAnsweredSeconds: 30,
  /** The number of remembered calls with identical bodies. */
  callsRememberedMax: 64,
  /** Addresses in addition to PUBLIC_URL. Each has its own authorization server and documents in memory. */
  publicUrlsMax: 10,
  /** The length of a session id, with which a client names a conversation. */
  sessionCharactersMax: 255,
  /** The length of an idempotency key, which is indexed. */
  idempotencyKeyCharactersMax: 255,
  /** How often a waiting MCP client receives progress, if it requested that. */
  progressMs: 2_000,

  /** A model's default time limit without OPENAI_TIMEOUT_SECONDS. On Vercel below the worker's maxDuration (300 s). */
  modelTimeoutSecondsDefault: 300,
  modelTimeoutSecondsVercel: 220,
  /** Below deadlineSeconds, to leave time for storing the answer. */
  modelTimeoutSecondsMax: 800,
  /** The smallest context size that can be configured. */
  contextTokensMin: 512,
  /** The part of a model's context that is reserved for an answer without maxTokens. */
  contextAnswerShare: 0.25,
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

  /** Messages and characters that one statement adds to the search index: at most one second of work. */
  searchBatch: 1_000,
  searchBatchCharacters: 200_000,
  /** How long indexing may take before one search, and in one run of the rollup. */
  searchCatchUpMs: 500,
  searchCatchUpMsOfRollup: 60_000,
  /** The minimum age of an indexed message. By then every statement with an earlier id has ended. */
  searchSettleSeconds: 30,
  /** The unindexed messages that a search reads, and how long it scans the index for one page. */
  searchTailMax: 5_000,
  searchSecondsMax: 2,
  /** The indexed characters of a text. `search_terms` has the same number. */
  searchCharactersMax: 20_000,

  /** The highest total of a list. Counting more rows at each call would be slow. */
  listCountMax: 10_000,
  /** The failed jobs whose errors the overview shows, and the items in each of its lists. */
  overviewFailuresMax: 300,
  overviewItemsMax: 20,

  attemptsMax: 10,
  /** The conversations whose jobs one request cancels in parallel. */
  cancelsAtOnce: 8,
  deadlineSeconds: 15 * 60,
  backoffSecondsBase: 1,
  backoffSecondsMax: 60,
  /** The failures of one model after which a job uses the next fallback, if there is one. */
  modelFailuresMax: 3,
  /** The paid calls of one model without an answer, after which a job ends or uses the next fallback. */
  paidTriesMax: 2,

  /** The outages in a row that open a model's circuit, how long it stays open, and how long outages count. */
  circuitFailuresMax: 5,
  circuitOpenSeconds: 15,
  circuitKeptSeconds: 10 * 60,
  /** How long a process that claims from PostgreSQL caches the circuits. */
  circuitCacheMs: 1_000,

  /** The tokens that a budget, and a model's token bucket, reserve for an answer without maxTokens. */
  budgetedAnswerTokensMax: 4_096,
  /** The fewest remaining tokens with which a budget allows an answer, unless the caller's maxTokens is smaller. */
  budgetedAnswerTokensMin: 256,
  /** The pause before a job checks its budget again. */
  budgetRetrySeconds: 2,
  /** The age at which a reservation without a result is released: longer than any call takes. */
  reservationSecondsMax: 20 * 60,

  /** How long after an answer the same message in the conversation gets the same answer. */
  repeatSecondsDefault: 60,

  /** The accepted clock difference for signatures and tokens. */
  clockToleranceSeconds: 30,
  /** The same as in Inngest's SDK. */
  inngestToleranceMs: 5 * 60_000,
  /** How often a process records a rejected delivery, and how long the health check reports it. */
  refusalNoteMs: 1_000,
  refusalShownSeconds: 10 * 60,
  /** QStash's retries of one message. Plans limit them, and later retries are new messages. */
  deliveryRetriesMax: 3,
  /** A due job without a claim for this long counts as lost in the queue, and is sent again. */
  redispatchSeconds: 30,
  sweepBatch: 100,
  /** With QStash or Inngest the sweep runs every five minutes, and again after this long while jobs are open. */
  sweepAgainSeconds: 60,

  /** The concurrent jobs of one process. They wait for the model nearly all of the time. */
  workerConcurrencyDefault: 64,
  /** The slots for webhooks, as a part of the job slots. They are separate, so slow receivers delay no answers. */
  webhookSlotsShare: 0.25,
  /** The jobs or deliveries that one statement claims. Other processes can claim between two batches. */
  claimBatch: 16,
  /** This many messages without a waiting caller, in this time, are a burst: they are stored before any is answered. */
  burstMessages: 8,
  burstMs: 100,
  /** The longest time that due work waits for the end of a burst. */
  burstWaitMsMax: 2_000,
  /** How often a process looks for due work, and so the delay after a lost notification. */
  dueScanMs: 1_000,
  /** A process sends at most one notification in this time. */
  notifyPauseMs: 20,
  /** How often a process sends a heartbeat, and how long after the last one it counts as dead. */
  heartbeatMs: 5_000,
  processDeadSeconds: 15,
  /** How long a shutdown waits for running work: below the 30 s of Kubernetes and 90 s of systemd. Docker has 10 s. */
  shutdownGraceMs: 25_000,
  /** How often an idle LISTEN connection is probed, and the time limit of a probe. */
  listenerProbeMs: 10_000,
  listenerProbeTimeoutMs: 5_000,
  /** The pauses before a LISTEN connection reconnects. */
  listenerPauseMsFirst: 100,
  listenerPauseMsMax: 5_000,

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

  historyTokensMax: 16_000,
  historyMessagesMax: 200,
  /** The estimated tokens of an image: 1,024 x 1,024 pixels by OpenAI's tables, and any image in low detail. */
  imageTokens: 1_100,
  imageTokensLow: 85,
  historyCacheCharactersMax: 500_000,
  historyCacheSeconds: 24 * 3600,
  sessionCacheSeconds: 30 * 24 * 3600,
  countersSeconds: 40 * 24 * 3600,
  /** How long, and for how many models, a process caches the prices of genai-prices. */
  priceCacheMs: 60_000,
  priceCacheMax: 1_000,

  /** The ledger rows of one rollup statement, and the statements of one run. */
  rollupRowsBatch: 10_000,
  rollupBatchesMax: 150,
  /** An hour becomes final this long after its end: much longer than a transaction that writes to the ledger takes. */
  rollupLagSeconds: 3_600,
  /** How far each update of users' last activity overlaps the previous update. */
  activityOverlapSeconds: 10 * 60,
  activityOverlapIds: 1_000,
  /** A call in the ledger is counted in KV within this time, or never. */
  countersSettleSeconds: 30,
  /** The users whose counters are compared at once, and the batches of one run. */
  countersBatch: 200,
  countersBatchesMax: 100,

  /** The time after which KV has all writes that follow an answer: a little more than kvTimeoutMs. */
  kvSettleMs: 1_500,
  /** The conversations and messages that one statement deletes, and the rows that a user's single statement deletes. */
  deletionBatch: 100,
  deletionMessages: 1_000,
  deletionRowsMax: 2_000,
  /** The duration of a deletion run, below a function's maxDuration, and how often it logs its progress. */
  deletionRunMs: 60_000,
  deletionLogBatches: 100,
  /** How long a request deletes a large user before it returns 202, and how long a finished deletion is kept. */
  deletionRequestMs: 2_000,
  deletionKeptDays: 30,
  /** The rows on one page of an export: short rows, and rows with texts. */
  exportRows: 1_000,
  exportTexts: 100,
  /** The approximate size of the messages that a conversation's export reads at once. */
  exportBytes: 1_000_000,
  /** The length of a title in a file name. File systems allow 255 bytes. */
  fileNameCharactersMax: 60,

  /** How long KV caches a credential. A revocation can take this long while KV is unavailable. */
  credentialCacheSeconds: 10,
  /** How long KV stores a revocation: longer than a lookup that began before it. */
  credentialRefusedSeconds: 60,

  /** The lifetimes of codes and tokens. A used refresh token is replaced by a new one. */
  oauthCodeSeconds: 60,
  oauthAccessSeconds: 3_600,
  oauthRefreshSeconds: 60 * 86_400,
  /** How long a repeated refresh gets the same tokens. How long, and how often, a parallel one waits for the first. */
  oauthRefreshGraceSeconds: 30,
  oauthRefreshWaitMs: 5_000,
  oauthRefreshPollMs: 50,
  /** The lifetime of an unfinished sign-in, and of its browser session. */
  oauthSignInSeconds: 15 * 60,
  /** The lifetime of a grant. Then the person must consent again, even if the tokens were refreshed. */
  oauthGrantDays: 365,
  /** The length of an authorization request's query, which is stored during the sign-in. */
  oauthRequestCharactersMax: 8_192,
  /** When a registered client is deleted: one without a grant, and after the last use. */
  oauthUnusedClientDays: 30,
  oauthClientDays: 400,
  /** The failed sign-ins and client registrations per hour and address, and the registrations of all addresses. */
  signInFailuresPerHour: { address: 20 },
  registrationsPerHour: { address: 30, all: 500 },
  /** The client metadata documents that the server fetches per hour and address. */
  clientDocumentsPerHour: { address: 60 },
  /** The authorization requests per hour and address. Each is stored for oauthSignInSeconds. */
  authorizationsPerHour: { address: 300 },
  oauthFetchTimeoutMs: 2_500,
  oauthFetchBytesMax: 64 * 1024,
  oauthSweepRows: 1_000,
  oauthSweepBatchesMax: 100,

  /** The lifetime of a console session, the precision of its last use, and the sessions of one account. */
  sessionDays: 14,
  sessionUseNotedSeconds: 60,
  sessionsPerAccountMax: 100,
  /** The lengths of a browser's user agent, its sealed cookie, and the key of a sign-in. */
  sessionUserAgentCharacters: 300,
  sessionCookieCharactersMax: 1_000,
  sessionKeyCharactersMax: 1_000,
  sessionSweepRows: 10_000,

  /** The rejected requests of one key or address per minute. Further requests are not read. */
  refusedPerMinuteDefault: 600,
  /** The default limits of a key without a user, and of the whole server, as multiples of one user's limit. */
  keyLimitTimes: 10,
  serverLimitTimes: 100,
  /** The part of the server's limit that a process takes from KV at once: one in this many, up to this maximum. */
  serverLimitBatchShare: 100,
  serverLimitBatchMax: 20,
  /** How long a process caches that the server's limit is reached. */
  serverLimitFullMs: 1_000,
  /** How long a browser caches a CORS preflight response. */
  corsSeconds: 3_600,
  /** How long clients may cache this server's plugin. A new version or address appears after this time. */
  pluginCacheSeconds: 300,
  /** The messages in one MCP batch. */
  mcpBatchMax: 10,
  /** The cached callers over a limit. At this size the process removes expired entries. */
  blockedMax: 10_000,

  /** The length of a default title, which is the start of the conversation's first message. */
  titleCharactersMax: 80,
  messageCharactersMax: 32_000,
  /** The stored characters of a model's reasoning. */
  thoughtsCharactersMax: 100_000,
  bodyBytesMax: 128 * 1024,
  /** The nesting depth of a `/v1` request's body. JSON schemas of tools are nested. */
  bodyDepthMax: 100,
  /** The items in a `/v1` request, and the ids of stored items among them. */
  itemsMax: 4_000,
  itemReferencesMax: 100,
  /** The size of a page of items. One item may have megabytes, so a page has at least one item. */
  itemPageBytesMax: 4 * 1024 * 1024,
  /** The stored items that are read at once. */
  itemReferencesAtOnce: 8,
  /** How long a response with `store: false` is kept, for retries and for background reads. */
  unstoredSeconds: 10 * 60,
  /** The defaults of the OpenAI-compatible API, whose clients send whole transcripts with images. */
  v1BodyBytesDefault: 8 * 1024 * 1024,
  v1MessageCharactersDefault: 1_000_000,
  v1HistoryTokensDefault: 128_000,
  /** The time limit for reading a body: less than requestTimeoutMs, so that the caller gets an error response. */
  bodyTimeoutMs: 30_000,
  /** The validation errors in one response, the keys of a path, and the length of each text. */
  faultsMax: 20,
  faultPathKeysMax: 20,
  faultCharactersMax: 200,
  /** The length of an error message, and of each field of a log line. */
  errorCharactersMax: 1_000,
  logCharactersMax: 2_000,
  /** GPT Actions reject responses of 100,000 characters or more. */
  pageCharactersMax: 90_000,
  /** The size of a message's items in lists and responses. */
  shownItemsBytesMax: 40_000,
  /** The size of one MCP tool result. */
  mcpTokensMax: 18_000,
  /** The length of an MCP client's session id. */
  mcpSessionCharactersMax: 200,
  /** How long an MCP client may cache the list of tools. A new scope or version appears after this time. */
  mcpCacheMs: 60_000,

  /** The time limit of one statement with the wait for a connection, and PostgreSQL's own limit, which fires first. */
  sqlTimeoutMs: 10_000,
  sqlStatementTimeoutMs: 9_500,
  /** The time limit for connecting to PostgreSQL. */
  sqlConnectMs: 3_000,
  /** The connections of one process without DATABASE_POOL_SIZE. */
  databasePoolSize: 10,
  /**
   * The calls that run as one batch, how long the next calls wait for a running batch, and how long a batch waits for a
   * lock before each call runs alone.
   */
  sqlBatchMax: 16,
  sqlBatchWaitMs: 50,
  sqlBatchLockMs: 100,
  /** The idle time before a connection is probed, the idle time before it is closed, and its maximum lifetime. */
  sqlKeepAliveMs: 10_000,
  sqlIdleMs: 60_000,
  sqlLifetimeSeconds: 30 * 60,
  kvTimeoutMs: 1_000,
  /** Redis over TCP: the time limit for connecting, and the growing pauses between two tries. */
  kvConnectMs: 3_000,
  kvReconnectMsFirst: 50,
  kvReconnectMsMax: 2_000,
  /** When the operating system probes a silent connection, and how often a connection with subscriptions sends PING. */
  kvKeepAliveMs: 10_000,
  kvPingMs: 5_000,
  publishTimeoutMs: 2_000,
  healthTimeoutMs: 2_000,
  /** The same for readiness. Its probes wait only one second. */
  readyTimeoutMs: 900,
  /** How long a scrape waits for the processes: less than Prometheus's 10 s. */
  scrapeMs: 4_000,
  /** How long a process caches the state for scrapes. */
  metricsStateMs: 2_000,
  /** How long a process waits for OpenTelemetry's collector at its shutdown. */
  otelStopMs: 2_000,
  /** The models with their own metrics, in addition to the configured models. */
  metricModelsMax: 50,
  /** How often the delay of the event loop is sampled. */
  eventLoopPrecisionMs: 20,
  /** How long a process caches a good health result, and a bad one. */
  healthCacheMs: 2_000,
  healthTroubleCacheMs: 250,
  /** The lifetime of the key that the health check writes to KV. */
  healthKeySeconds: 60,
  /** The time limit of a model check, and how long its result is cached (a tenth of this for a bad result). */
  modelCheckMs: 2_000,
  modelCheckSeconds: 60,
  /** How long a provider's list of models is cached, and the pause before a retry after a failure. */
  modelListSeconds: 600,
  modelListRetrySeconds: 10,
  /** The creation time, in seconds, of a model without a known one. Clients require a number, and LiteLLM uses this. */
  modelCreatedUnknown: 1_677_610_602,
  /** How long the health check reports a failed publication. */
  queueRefusalSeconds: 10 * 60,

  /** Longer than proxies keep idle connections, so that no proxy sends a request on a connection that is closing. */
  keepAliveMs: 125_000,
  /** The time limits for receiving a request's headers, and the whole request. The response has no such limit. */
  headersTimeoutMs: 20_000,
  requestTimeoutMs: 60_000,
  /** How often these limits are checked. */
  connectionCheckMs: 5_000,
  /** How much of a rejected body is still read, and for how long, so that its sender can read the response. */
  discardBytesMax: 4 * 1024 * 1024,
  discardMs: 1_000,
  /** The smallest response that is compressed, and Brotli's quality (0 to 11). */
  compressBytesMin: 4 * 1024,
  brotliQuality: 4,
  /** The scripts and styles that are kept encoded. A build has about 100. */
  staticFilesMax: 1_000,
  staticBrotliQuality: 11,
  /** How long a page request waits for Next to start, and when the waiting page reloads. */
  pagesWaitMs: 10_000,
  pagesReloadSeconds: 3,
  /** How long a stopping server still answers on idle connections, because proxies may be sending on them. */
  drainMs: 1_000,
  /** The grace time after Ctrl-C. It is short, because a person waits. */
  interruptGraceMs: 3_000,
  /** A second signal this long after the first one ends everything at once. */
  secondSignalMs: 1_000,
  /** The pause before a dead process is replaced. For Next it doubles after each failed start. */
  processPauseMs: 1_000,
  pagesPauseMsMax: 60_000,
  /** How long the sources must be unchanged before a reload, in development. */
  watchSettleMs: 100,
} as const
