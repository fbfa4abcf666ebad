/**
 * The scheduled workers: `cron` (UTC) for QStash and Inngest, seconds for the PostgreSQL queue. The other engines bill
 * each firing, and QStash's free plan has 1,000 messages a day. So the sweep runs rarely there, and requests the next
 * sweep in a minute while jobs are open.
 */
export const schedules = [
  { worker: 'sweep', cron: '*/5 * * * *', everySeconds: 60, offsetSeconds: 0 },
  { worker: 'rollup', cron: '7 * * * *', everySeconds: 3_600, offsetSeconds: 7 * 60 },
] as const
