import type { Client } from 'pg'
import { completion } from '#lib/jobs/attempt/run'
import { findJob } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import type { accept } from '#tests/support/jobs'

/** Delivers the job of an accepted message to the worker. */
export const run = ({ job_id: jobId, conversation_id: conversationId }: Awaited<ReturnType<typeof accept>>) =>
  completion({ jobId, conversationId })

/** The current job as a caller sees it. */
export const view = async (jobId: string) => toJobView((await findJob(jobId))!)

/** The ledger rows of a job by attempt. */
export const ledger = async (database: Client, jobId: string) =>
  (await database.query('select * from usage_ledger where job_id = $1 order by attempt', [jobId])).rows

/** The version of a conversation's history in the database. */
export const versionOf = async (database: Client, conversationId: number): Promise<string> =>
  (await database.query('select version from conversations where id = $1', [conversationId])).rows[0].version

export const historyKey = (conversationId: number) => `history:${conversationId}`
