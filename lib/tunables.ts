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
  /** A silent stream says that it lives this often, and then looks at the database. */
  streamHeartbeatMs: 10_000,
  /** What a client waits before it opens a stream again. */
  streamRetryMs: 1_000,
  /** A stream on Vercel, which ends a request after 300 s, asks its client to come again after this. */
  streamMsMax: 280_000,
  /** Text is published this often, and later this often where an answer takes longer than that. */
  streamFrameMs: 200,
  streamFrameMsLong: 400,
  streamLongMs: 10_000,
  /** Of one message: Upstash takes a megabyte. */
  streamFrameCharactersMax: 200_000,
  /** Of one delta: a reader that comes late, or reads slowly, gets several. */
  streamDeltaCharactersMax: 100_000,
  /** How often the whole text is kept, also while nobody listens, and for how long after the last time. */
  streamSnapshotMs: 1_000,
  streamSnapshotSeconds: 900,
  /** The longest mark of thoughts is shorter: until then each piece of an answer may hold one. */
  markCharactersMax: 100,
  /** How long a call of the OpenAI-compatible API waits for its answer, and on Vercel, which ends a request after 300 s. */
  openaiWaitMs: 290_000,
  openaiWaitMsVercel: 280_000,
  /** How long a call that its client may repeat can be found again, and one whose answer may have been lost on its way. */
  callRememberedSeconds: 15 * 60,
  callAnsweredSeconds: 30,
  /** Of calls that are equal to the byte. */
  callsRememberedMax: 64,
  /** Addresses besides PUBLIC_URL: each has an authorization server and documents of its own in memory. */
  publicUrlsMax: 10,
  /** Of the key by which a client names a conversation. */
  sessionCharactersMax: 255,
  /** An idempotency key, which an index holds. */
  idempotencyKeyCharactersMax: 255,
  /** How often a waiting MCP client that asked for progress is told of it. */
  progressMs: 2_000,

  /** How long a model may take where OPENAI_TIMEOUT_SECONDS says nothing; on Vercel below the worker's maxDuration (300 s). */
  modelTimeoutSecondsDefault: 300,
  modelTimeoutSecondsVercel: 220,
  /** Below deadlineSeconds, by what storing the answer may take. */
  modelTimeoutSecondsMax: 800,
  /** The smallest context that a provider can be said to have. */
  contextTokensMin: 512,
  /** Of a model's context, what is kept free for an answer whose caller named no maxTokens. */
  contextAnswerShare: 0.25,
  /** An attempt renews its lease while the model is at work; one that does not is taken for dead. */
  leaseSeconds: 60,
  leaseRenewSeconds: 15,
  /** A model call that lasts longer than this is watched: its lease is renewed, and it can be cancelled. */
  watchAfterMs: 1_000,
  /** Pauses between the tries to store an answer while the database is away, each twice the one before. */
  storePauseMsFirst: 200,
  storePauseMsMax: 1_000,
  /** How long a function that the queue calls keeps trying: with the model's time and a last try below maxDuration. */
  functionStoreMsMax: 45_000,

  /** Messages and characters that one statement puts into the index of searches: a second's work at most. */
  searchBatch: 1_000,
  searchBatchCharacters: 200_000,
  /** How long that is done before one search, and in one run of the rollup. */
  searchCatchUpMs: 500,
  searchCatchUpMsOfRollup: 60_000,
  /** A message is put into the index after this long: by then every statement that gave out an earlier id has ended. */
  searchSettleSeconds: 30,
  /** Messages that are not in the index, which a search reads; and how long it walks the index for one page. */
  searchTailMax: 5_000,
  searchSecondsMax: 2,
  /** Of a text, what searches know of it: `search_terms` has the same number. */
  searchCharactersMax: 20_000,

  /** How far the total of a list is counted: the rows of a longer one are not counted at each call. */
  listCountMax: 10_000,
  /** Failed jobs of which the overview shows the errors, and the items of each of its lists. */
  overviewFailuresMax: 300,
  overviewItemsMax: 20,

  attemptsMax: 10,
  /** Conversations whose jobs one request cancels side by side. */
  cancelsAtOnce: 8,
  deadlineSeconds: 15 * 60,
  backoffSecondsBase: 1,
  backoffSecondsMax: 60,
  /** Failures of one model after which the next fallback is tried, where there is one. */
  modelFailuresMax: 3,
  /** Calls of one model that cost money and give no answer: the job ends, or goes to the next fallback. */
  paidTriesMax: 2,

  /** Outages in a row that open a model's circuit, for how long, and when they are forgotten. */
  circuitFailuresMax: 5,
  circuitOpenSeconds: 15,
  circuitKeptSeconds: 10 * 60,
  /** How long a process that claims from PostgreSQL goes by what it has read of the circuits. */
  circuitCacheMs: 1_000,

  /** The most tokens of an answer that a budget has to pay for, when its caller names no maxTokens; a model's room too. */
  budgetedAnswerTokensMax: 4_096,
  /** A budget that leaves less than this for an answer allows none, unless the caller asks for so few. */
  budgetedAnswerTokensMin: 256,
  /** How soon a job looks again whether its budget has room. */
  budgetRetrySeconds: 2,
  /** When what was kept free for a call of which nothing was heard is given back: longer than any call lasts. */
  reservationSecondsMax: 20 * 60,

  /** For how long after its answer the same message again in a conversation gets that answer. */
  repeatSecondsDefault: 60,

  /** How far apart this server's clock and another's may be, wherever a signature or a token has a time. */
  clockToleranceSeconds: 30,
  /** What Inngest's SDK tolerates. */
  inngestToleranceMs: 5 * 60_000,
  /** How often a process notes that a delivery was refused, and for how long the health check tells of it. */
  refusalNoteMs: 1_000,
  refusalShownSeconds: 10 * 60,
  /** Redeliveries asked of QStash for one message; plans limit them, and later retries are new messages. */
  deliveryRetriesMax: 3,
  /** A due job that no worker has claimed for this long was lost on the way and is sent again. */
  redispatchSeconds: 30,
  sweepBatch: 100,
  /** With QStash or Inngest the sweep runs every five minutes, and again after this long while jobs are open. */
  sweepAgainSeconds: 60,

  /** Jobs that one process runs at once: they wait for the model nearly all of the time. */
  workerConcurrencyDefault: 64,
  /** Webhooks beside them, so that slow receivers hold up no answers. */
  webhookPlacesShare: 0.25,
  /** Work that one statement claims; a process takes several batches while others may take theirs. */
  claimBatch: 16,
  /** So many messages that nobody waits for, within so long, are a rush: a process stores them before it answers any. */
  rushMessages: 8,
  rushMs: 100,
  /** How long due work waits for the end of a rush. */
  rushWaitMsMax: 2_000,
  /** How often a process looks for due work: so much a lost notification costs. */
  dueScanMs: 1_000,
  /** Notifications in a burst are one for each such pause. */
  notifyPauseMs: 20,
  /** A process says that it is alive this often, and is dead after that long without. */
  heartbeatMs: 5_000,
  processDeadSeconds: 15,
  /** How long a shutdown waits for what runs: shorter than the 30 s of Kubernetes and the 90 s of systemd; Docker has 10 s unless told. */
  shutdownGraceMs: 25_000,
  /** How often an idle LISTEN connection is tried, and how long it may take to answer. */
  listenerProbeMs: 10_000,
  listenerProbeTimeoutMs: 5_000,
  /** Pauses before a LISTEN connection is opened again. */
  listenerPauseMsFirst: 100,
  listenerPauseMsMax: 5_000,

  /** The whole call of a webhook's receiver; with the statements around it below the lease. */
  webhookTimeoutMs: 15_000,
  webhookLeaseSeconds: 60,
  /** Before each further attempt, give or take the jitter: the spacing that Standard Webhooks gives, for 32 hours. */
  webhookDelaysSeconds: [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600],
  webhookJitter: 0.1,
  webhookRetryAfterSecondsMax: 24 * 3600,
  /** The receiver of an endpoint is slow that took so long the last time: it then gets few places of each process. */
  webhookSlowMs: 3_000,
  webhookSlowPlaces: 2,
  /** How many slow receivers one look for due deliveries asks for, and when one without a free place is asked again. */
  webhookSlowLooks: 4,
  webhookSlowPauseSeconds: 5,
  webhookResponseBytesMax: 16 * 1024,
  /** How many of its last attempts are shown with a delivery. */
  webhookLogMax: 20,
  /** Endpoints of one user, and as many of the whole server: an event leaves a delivery for each of them. */
  webhookEndpointsMax: 16,
  webhookDescriptionCharactersMax: 500,
  /** How long the secret before a rotation signs as well. */
  webhookSecretOverlapSeconds: 86_400,
  /** An endpoint that has failed for so long, without one success, is disabled: far longer than one schedule. */
  webhookFailingDaysMax: 5,
  /** How often a success is noted at an endpoint whose row many deliveries would write at once. */
  webhookSuccessNotedSeconds: 10,

  /** Subscriptions of one principal by MCP: an event leaves a delivery for each that asks for it. */
  subscriptionsMax: 100,
  /** How long a subscription lasts: at least, unless its client says, and at most. */
  subscriptionSecondsMin: 5 * 60,
  subscriptionSecondsDefault: 86_400,
  subscriptionSecondsMax: 30 * 86_400,
  /** How long the secret before a refresh signs as well. */
  subscriptionSecretOverlapSeconds: 5 * 60,
  subscriptionSecretCharactersMax: 128,
  /** How long a receiver that has confirmed a principal's subscription is not asked again. */
  subscriptionVerifiedSeconds: 86_400,
  /** How many confirmations of one host a principal asks for in an hour, and all principals together. */
  subscriptionVerificationsPerHour: 120,
  subscriptionVerificationsPerHourMax: 600,
  /** Of the answer that an event brings: with its escapes far below the 256 KiB that a receiver takes. */
  subscriptionAnswerCharactersMax: 10_000,
  /** For how long an ended subscription is kept, with what was sent to it. */
  subscriptionKeptDays: 7,
  subscriptionSweepRows: 500,

  historyTokensMax: 16_000,
  historyMessagesMax: 200,
  /** About what an image takes in a prompt: one of 1,024 x 1,024 pixels by OpenAI's tables, and any in low detail. */
  imageTokens: 1_100,
  imageTokensLow: 85,
  historyCacheCharactersMax: 500_000,
  historyCacheSeconds: 24 * 3600,
  sessionCacheSeconds: 30 * 24 * 3600,
  countersSeconds: 40 * 24 * 3600,
  /** How long, and for how many models, a process remembers what the package of prices has said. */
  priceCacheMs: 60_000,
  priceCacheMax: 1_000,

  /** Ledger rows that one statement of the rollup takes, and the statements of one run. */
  rollupRowsBatch: 10_000,
  rollupBatchesMax: 150,
  /** An hour is final this long after its end: far longer than a transaction that writes to the ledger takes. */
  rollupLagSeconds: 3_600,
  /** How far back each note of users' last messages looks, beyond the one before. */
  activityOverlapSeconds: 10 * 60,
  activityOverlapIds: 1_000,
  /** A call counted in the ledger is in KV after this long, or will never be. */
  countersSettleSeconds: 30,
  /** Users whose counters are compared at once, and how many batches of them in one run. */
  countersBatch: 200,
  countersBatchesMax: 100,

  /** What is written to KV after an answer is there after this long: kvTimeoutMs and a little. */
  kvSettleMs: 1_500,
  /** Conversations and messages that one statement deletes, and the rows up to which a user needs only one. */
  deletionBatch: 100,
  deletionMessages: 1_000,
  deletionRowsMax: 2_000,
  /** How long a run of deletions takes, below the maxDuration of a function, and how often it logs its progress. */
  deletionRunMs: 60_000,
  deletionLogBatches: 100,
  /** How long a request to delete a large user works at it before it answers 202, and when a finished one is forgotten. */
  deletionRequestMs: 2_000,
  deletionKeptDays: 30,
  /** Rows of a page of an export: short ones, and those that hold texts. */
  exportRows: 1_000,
  exportTexts: 100,
  /** Of the messages of a conversation's export, about how much is read at a time. */
  exportBytes: 1_000_000,
  /** Of a title in the name of a file: file systems take 255 bytes. */
  fileNameCharactersMax: 60,

  /** How long KV remembers what the database said of a credential: so long a revocation can take while KV is away. */
  credentialCacheSeconds: 10,
  /** How long KV remembers a revocation: longer than a lookup that began before it can take. */
  credentialRefusedSeconds: 60,

  /** How long what the authorization server gives out is good for. A refresh token that is used makes way for a new one. */
  oauthCodeSeconds: 60,
  oauthAccessSeconds: 3_600,
  oauthRefreshSeconds: 60 * 86_400,
  /** For how long a refresh that is sent again gets the same tokens, and how a second one waits for the first. */
  oauthRefreshGraceSeconds: 30,
  oauthRefreshWaitMs: 5_000,
  oauthRefreshPollMs: 50,
  /** A sign-in that is under way, and the browser's session that holds it. */
  oauthSignInSeconds: 15 * 60,
  /** After this the person is asked again, however often the tokens were refreshed. */
  oauthGrantDays: 365,
  /** Of the query of a request to authorize, all of which is kept while the person signs in. */
  oauthRequestCharactersMax: 8_192,
  /** A registered client that nobody has allowed anything is forgotten; one that was used stays this long after. */
  oauthUnusedClientDays: 30,
  oauthClientDays: 400,
  /** What one address may do in an hour: sign-ins that fail, clients that register (also from all addresses). */
  signInFailuresPerHour: { address: 20 },
  registrationsPerHour: { address: 30, all: 500 },
  /** Documents of clients that are fetched because somebody named their address. */
  clientDocumentsPerHour: { address: 60 },
  /** Requests to authorize, each of which leaves a row for oauthSignInSeconds. */
  authorizationsPerHour: { address: 300 },
  oauthFetchTimeoutMs: 2_500,
  oauthFetchBytesMax: 64 * 1024,
  oauthSweepRows: 1_000,
  oauthSweepBatchesMax: 100,

  /** A session of the console, however much it is used; how exactly its last use is known; and sessions of one account. */
  sessionDays: 14,
  sessionUseNotedSeconds: 60,
  sessionsPerAccountMax: 100,
  /** Of what a browser sends: the name that it gives itself, its sealed cookie, and the key of a sign-in. */
  sessionUserAgentCharacters: 300,
  sessionCookieCharactersMax: 1_000,
  sessionKeyCharactersMax: 1_000,
  sessionSweepRows: 10_000,

  /** Requests of one key or address that are refused as wrong, before no more of them are read. */
  refusedPerMinuteDefault: 600,
  /** What a key that names no user, and the whole server, may do by default: so many times what one user may. */
  keyLimitTimes: 10,
  serverLimitTimes: 100,
  /** Requests under the server's ceiling that a process takes from KV at once: this part of all, and at most so many. */
  ceilingLotShare: 100,
  ceilingLotMax: 20,
  /** For how long a process goes by a ceiling that was full. */
  ceilingFullMs: 1_000,
  /** How long a browser remembers that a page of another origin may call. */
  corsSeconds: 3_600,
  /** How long anybody may keep the plugin of this server. A new version or address shows that late. */
  pluginCacheSeconds: 300,
  /** Messages in a batch by MCP. */
  mcpBatchMax: 10,
  /** Callers over a limit that a process remembers before it looks which of them still are. */
  blockedMax: 10_000,

  /** Of its first message, the title of a conversation that was given none. */
  titleCharactersMax: 80,
  messageCharactersMax: 32_000,
  /** What is kept of a model's thoughts. */
  thoughtsCharactersMax: 100_000,
  bodyBytesMax: 128 * 1024,
  /** How deep the body of a request of `/v1` may be nested: JSON schemas of tools are. */
  bodyDepthMax: 100,
  /** How many items a request of `/v1` may have, and how many of them may be ids of items that the server has. */
  itemsMax: 4_000,
  itemReferencesMax: 100,
  /** Of a page of items, each of which may have megabytes: it has one item at least. */
  itemPageBytesMax: 4 * 1024 * 1024,
  /** Items named by their ids that are read at once. */
  itemReferencesAtOnce: 8,
  /** How long a response is kept that is not to be stored: its retries, and who reads it in the background, find it. */
  unstoredSeconds: 10 * 60,
  /** The OpenAI-compatible API, whose clients send whole transcripts, and images in them. */
  v1BodyBytesDefault: 8 * 1024 * 1024,
  v1MessageCharactersDefault: 1_000_000,
  v1HistoryTokensDefault: 128_000,
  /** How long a body may take to arrive once it is read: less than requestTimeoutMs, so that its caller gets an answer. */
  bodyTimeoutMs: 30_000,
  /** Faults of an input that its answer names, the keys of a path, and the length of each text. */
  faultsMax: 20,
  faultPathKeysMax: 20,
  faultCharactersMax: 200,
  /** The sentence of an error, and each field of a line of the log. */
  errorCharactersMax: 1_000,
  logCharactersMax: 2_000,
  /** GPT Actions refuse answers of 100,000 characters and more. */
  pageCharactersMax: 90_000,
  /** Of the items of a message that lists and answers show. */
  shownItemsBytesMax: 40_000,
  /** Of one result of an MCP tool. */
  mcpTokensMax: 18_000,
  /** Of the name of a session that a client of MCP gives. */
  mcpSessionCharactersMax: 200,
  /** How long a client of MCP may keep what the tools are: a new scope or version shows that late. */
  mcpCacheMs: 60_000,

  /** The whole of one statement with the wait for a connection, and the server's own limit, which comes first. */
  sqlTimeoutMs: 10_000,
  sqlStatementTimeoutMs: 9_500,
  /** Connecting to PostgreSQL, or waiting for a free connection. */
  sqlConnectMs: 3_000,
  /** Connections of one process, when DATABASE_POOL_SIZE does not say. */
  databasePoolSize: 10,
  /**
   * Statements of one kind that go as one, how long the next ones wait while such a group is under way, and how long a
   * group waits for a lock before each statement runs alone.
   */
  sqlGroupMax: 16,
  sqlGroupPatienceMs: 50,
  sqlGroupLockMs: 100,
  /** A connection is probed after this idle time, closed after that, and replaced after so long in any case. */
  sqlKeepAliveMs: 10_000,
  sqlIdleMs: 60_000,
  sqlLifetimeSeconds: 30 * 60,
  kvTimeoutMs: 1_000,
  /** Redis over TCP: how long connecting may take, and the growing pauses between two tries. */
  kvConnectMs: 3_000,
  kvReconnectMsFirst: 50,
  kvReconnectMsMax: 2_000,
  /** A silent connection is probed by the system after this time, and by a PING while somebody waits for a message. */
  kvKeepAliveMs: 10_000,
  kvPingMs: 5_000,
  publishTimeoutMs: 2_000,
  healthTimeoutMs: 2_000,
  /** The same for readiness, which is asked by probes that wait a second. */
  readyTimeoutMs: 900,
  /** How long a scrape waits for each process: less than the 10 s that Prometheus waits. */
  scrapeMs: 4_000,
  /** How long a process remembers the state that it has read for a scrape. */
  metricsStateMs: 2_000,
  /** How long a process that ends waits for OpenTelemetry's collector. */
  otelStopMs: 2_000,
  /** Models that the metrics name, beside those of the configuration. */
  metricModelsMax: 50,
  /** How often the delay of the event loop is sampled. */
  eventLoopPrecisionMs: 20,
  /** How long a process remembers that it is healthy, and that it is not. */
  healthCacheMs: 2_000,
  healthTroubleCacheMs: 250,
  /** How long the key stays that the health check writes to KV. */
  healthKeySeconds: 60,
  /** How long the list of models may take, and for how long what it said is remembered (a tenth of it if that is bad). */
  modelCheckMs: 2_000,
  modelCheckSeconds: 60,
  /** For how long what a provider says of its models is listed, and how soon it is asked again when it said nothing. */
  modelListSeconds: 600,
  modelListRetrySeconds: 10,
  /** When a model was made of which nobody says it: clients want a number (of seconds), and LiteLLM gives this one. */
  modelCreatedUnknown: 1_677_610_602,
  /** How long the health check tells of messages that the queue did not take. */
  queueRefusalSeconds: 10 * 60,

  /** Our server keeps an idle connection longer than proxies do, so that none sends a request into one that is closing. */
  keepAliveMs: 125_000,
  /** The head of a request, and all of it, have to arrive within this; how long an answer takes has no such limit. */
  headersTimeoutMs: 20_000,
  requestTimeoutMs: 60_000,
  /** How often these limits are looked at. */
  connectionCheckMs: 5_000,
  /** Of a body that is refused, what is still read so that its sender gets to read the answer. */
  discardBytesMax: 4 * 1024 * 1024,
  discardMs: 1_000,
  /** Answers that are large enough to be worth compressing, and how thoroughly Brotli does it, of 11. */
  compressBytesMin: 4 * 1024,
  brotliQuality: 4,
  /** Scripts and styles of the pages that are kept encoded: a build has about a hundred. */
  staticFilesMax: 1_000,
  staticBrotliQuality: 11,
  /** How long a request for a page waits while Next starts, and how soon the page that stands in for it reloads. */
  pagesWaitMs: 10_000,
  pagesReloadSeconds: 3,
  /** A server that is told to end still answers on idle connections for this long: proxies may be sending on them. */
  drainMs: 1_000,
  /** The grace time after Ctrl-C, for which a person waits. */
  interruptGraceMs: 3_000,
  /** A second signal this long after the first is an impatient person's, and ends everything at once. */
  secondSignalMs: 1_000,
  /** Before a process that died is started again; for Next, doubled each time that it does not come up. */
  processPauseMs: 1_000,
  pagesPauseMsMax: 60_000,
  /** How long the sources have to be left alone before a change of them counts, in development. */
  watchSettleMs: 100,
} as const
