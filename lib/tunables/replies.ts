/** Waiting for an answer, streams, and repeated calls. */
export const replies = {
  /** The default wait of a chat, and the longest wait on each runtime. */
  waitSecondsDefault: 20,
  waitSecondsMax: { edge: 20, nodejs: 40 },
  /** The longest wait that a caller may ask for. A longer one than the runtime's is shortened, not rejected. */
  waitSecondsAskedMax: 600,
  /** The pause after which a client should ask for its job again. */
  pollAgainSeconds: 2,
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
  /** The longest announcement of a job's end. A longer one is only the job's id, because Upstash accepts 1 MB. */
  announcementCharactersMax: 200_000,
  /** The size of one delta. A late or slow reader gets several deltas. */
  streamDeltaCharactersMax: 100_000,
  /** How often a snapshot of the text is stored, also without readers, and how long the last snapshot is kept. */
  streamSnapshotMs: 1_000,
  streamSnapshotSeconds: 900,
  /** How long a call of the OpenAI-compatible API waits for its answer. Vercel ends a request after 300 s. */
  openaiWaitMs: 290_000,
  openaiWaitMsVercel: 280_000,
  /** How long a retry can find an earlier call, and an earlier call whose answer was sent but may be lost. */
  callRememberedSeconds: 15 * 60,
  callAnsweredSeconds: 30,
  /** The number of remembered calls with identical bodies. */
  callsRememberedMax: 64,
  /** How often a waiting MCP client receives progress, if it requested that. */
  progressMs: 2_000,
  /** How long a response with `store: false` is kept, for retries and for background reads. */
  unstoredSeconds: 10 * 60,
} as const
