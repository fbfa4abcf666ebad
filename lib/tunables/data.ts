/** Search, lists, usage, deletion and exports. */
export const data = {
  /** Messages and characters that one statement adds to the search index: at most one second of work. */
  searchBatch: 1_000,
  searchBatchCharacters: 50_000,
  /** How long indexing may take before one search, and in one run of the rollup. */
  searchCatchUpMs: 500,
  searchCatchUpMsOfRollup: 60_000,
  /** The minimum age of an indexed message. By then every statement with an earlier id has ended. */
  searchSettleSeconds: 30,
  /** The unindexed messages and characters that a search reads, and how long it scans the index for one page. */
  searchTailMax: 5_000,
  searchTailCharactersMax: 2_000_000,
  searchSecondsMax: 2,
  /** The indexed characters of a text. SQL functions of the search have the same number. */
  searchCharactersMax: 20_000,
  /** The longest range of a usage report, in days, by its granularity. */
  usageDaysMax: { hour: 32, day: 400, month: 3_700 },
  /** The highest total of a list. Counting more rows at each call would be slow. */
  listCountMax: 10_000,
  /** The failed jobs whose errors the overview shows, and the items in each of its lists. */
  overviewFailuresMax: 300,
  overviewItemsMax: 20,
  /** How long KV keeps a user's session and counters without use. */
  sessionCacheSeconds: 30 * 24 * 3600,
  countersSeconds: 40 * 24 * 3600,
  /** The ledger rows of one rollup statement, and the statements of one run. */
  rollupRowsBatch: 10_000,
  rollupBatchesMax: 150,
  /** An hour becomes final this long after its end: much longer than a transaction that writes to the ledger takes. */
  rollupLagSeconds: 3_600,
  /** How far each update of users' last activity overlaps the previous update. */
  activityOverlapSeconds: 10 * 60,
  activityOverlapIds: 1_000,
  /** A user with a call in this time has their counters compared every hour: a day, and the time between two runs. */
  countersRecentSeconds: 25 * 3600,
  /** A call in the ledger is counted in KV within this time, or never. */
  countersSettleSeconds: 30,
  /** The users whose counters are compared at once, and the batches of one run. */
  countersBatch: 200,
  countersBatchesMax: 100,
  /** The time after which KV has all writes that follow an answer: a little more than kvTimeoutMs. */
  kvSettleMs: 1_500,
  /** The keys that one command deletes. */
  kvDeletedKeys: 1_000,
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
  /** The length of a default title, which is the start of the conversation's first message. */
  titleCharactersMax: 80,
} as const
