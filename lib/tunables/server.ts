/** Our Node server. */
export const server = {
  /** Addresses in addition to PUBLIC_URL. Each has its own authorization server and documents in memory. */
  publicUrlsMax: 10,
  /** How long a shutdown waits for running work: below the 30 s of Kubernetes and 90 s of systemd. Docker has 10 s. */
  shutdownGraceMs: 25_000,
  /** The time limit for reading a body: less than requestTimeoutMs, so that the caller gets an error response. */
  bodyTimeoutMs: 30_000,
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
  /** The processes of one server by default: at most so many, each with this much memory. */
  processesMax: 4,
  processBytes: 1024 ** 3,
  /** The pause before a dead process is replaced. For Next it doubles after each failed start. */
  processPauseMs: 1_000,
  pagesPauseMsMax: 60_000,
  /** How long the sources must be unchanged before a reload, in development. */
  watchSettleMs: 100,
} as const
