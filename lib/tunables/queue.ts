/** Queue engines, the sweep, and the processes that take jobs. */
export const queue = {
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
  /** How often an idle LISTEN connection is probed, and the time limit of a probe. */
  listenerProbeMs: 10_000,
  listenerProbeTimeoutMs: 5_000,
  /** The pauses before a LISTEN connection reconnects. */
  listenerPauseMsFirst: 100,
  listenerPauseMsMax: 5_000,
  /** The time limit of one publication. */
  publishTimeoutMs: 2_000,
  /** How long the health check reports a failed publication. */
  queueRefusalSeconds: 10 * 60,
} as const
