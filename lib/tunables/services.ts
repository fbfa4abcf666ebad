/** The database, KV, health and telemetry. */
export const services = {
  /** The time limit of one statement with the wait for a connection, and PostgreSQL's own limit, which fires first. */
  sqlTimeoutMs: 10_000,
  sqlStatementTimeoutMs: 9_500,
  /** When a caller should try again after the database could not be reached. */
  sqlRetryAfterSeconds: 5,
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
  /** The time limit of one KV command. */
  kvTimeoutMs: 1_000,
  /** Redis over TCP: the time limit for connecting, and the growing pauses between two tries. */
  kvConnectMs: 3_000,
  kvReconnectMsFirst: 50,
  kvReconnectMsMax: 2_000,
  /** When the operating system probes a silent connection, and how often a connection with subscriptions sends PING. */
  kvKeepAliveMs: 10_000,
  kvPingMs: 5_000,
  /** The time limit of the health check of one service. */
  healthTimeoutMs: 2_000,
  /** The same for readiness. Its probes wait only one second. */
  readyTimeoutMs: 900,
  /** How long a scrape waits for the processes: less than Prometheus's 10 s. */
  scrapeMs: 4_000,
  /** How long a process caches the state for scrapes. */
  metricsStateMs: 2_000,
  /** How long a process waits for OpenTelemetry's collector at its shutdown. */
  otelStopMs: 2_000,
  /** The kept length of a `tracestate` header (W3C Trace Context). */
  tracestateCharactersMax: 512,
  /** The models with their own metrics, in addition to the configured models. */
  metricModelsMax: 50,
  /** How often the delay of the event loop is sampled. */
  eventLoopPrecisionMs: 20,
  /** How long a process caches a good health result, and a bad one. */
  healthCacheMs: 2_000,
  healthTroubleCacheMs: 250,
  /** The lifetime of the key that the health check writes to KV. */
  healthKeySeconds: 60,
} as const
