import { revokeCredentials } from '#lib/auth/credentials'
import { env } from '#lib/env'
import { newId } from '#lib/ids'
import { historyKey } from '#lib/jobs/attempt/cache'
import { notifyDeletedJobs } from '#lib/jobs/end'
import { sessionKey } from '#lib/jobs/session'
import { evictCache } from '#lib/kv/evict'
import { errorFields, log } from '#lib/log'
import { allCounterKeys } from '#lib/metering/counters'
import { dropNotedRequests } from '#lib/metering/requests'
import { deleteSignInsUnderWay } from '#lib/oauth/store'
import { dispatch } from '#lib/queue/dispatch'
import { sweepMessage } from '#lib/queue/types'
import { tunables } from '#lib/tunables'
import {
  beginDeletion,
  type DeletionRow,
  deleteBatch,
  findDeletion,
  findOpenDeletions,
} from '#lib/users/deletion-store'
import type { DeletionView } from '#lib/users/schema'

/**
 * Deletes a user who has too much data for one statement: access and name at once, the rest in batches, which continue
 * after the response. Returns `small` for any other user; undefined if the user does not exist.
 */
export async function deleteInBatches(userId: string): Promise<DeletionView | 'small' | undefined> {
  const id = newId('del')
  const started = await beginDeletion(userId, id)
  if (!started) return undefined
  if (started.isSmall) return 'small'
  await Promise.all([
    notifyDeletedJobs(started.open),
    revokeCredentials([...started.keyHashes, ...started.tokenHashes], { state: 'unknown' }),
    deleteSignInsUnderWay(userId),
  ])
  await Promise.all([
    evictCache([sessionKey(userId), ...allCounterKeys(userId, new Date())], true),
    dropNotedRequests(userId),
  ])
  if (!(await continueDeletion(id, tunables.deletionRequestMs))) await continueLater(id)
  return toView((await findDeletion(id))!)
}

/** With the Postgres queue this process continues in the background. Otherwise the sweep continues. */
async function continueLater(id: string): Promise<void> {
  if (env().QUEUE !== 'postgres') return dispatch([sweepMessage])
  void continueDeletion(id, tunables.deletionRunMs).catch((error) =>
    log('warn', 'deletion.interrupted', { deletionId: id, ...errorFields(error) }),
  )
}

/** Deletes batch by batch for a time; true when nothing is left. */
async function continueDeletion(id: string, ms: number): Promise<boolean> {
  const untilMs = performance.now() + ms
  for (let batches = 1; performance.now() < untilMs; batches++) {
    const batch = await deleteBatch(id)
    // Another process is working on it, or has finished it.
    if (!batch) return false
    await evictCache(batch.conversationIds.map(historyKey), false)
    if (batch.done) {
      log('info', 'deletion.finished', { deletionId: id, batches })
      return true
    }
    if (batches % tunables.deletionLogBatches === 0)
      log('info', 'deletion.progress', { deletionId: id, batches })
  }
  return false
}

/** Continues unfinished deletions, and requests the next sweep while any is left. */
export async function sweepDeletions(): Promise<void> {
  const untilMs = performance.now() + tunables.deletionRunMs
  let left = 0
  for (const id of await findOpenDeletions())
    if (!(await continueDeletion(id, untilMs - performance.now()))) left++
  if (left > 0 && env().QUEUE !== 'postgres')
    await dispatch([sweepMessage], { delaySeconds: tunables.sweepAgainSeconds })
}

/** Returns a deletion in its API form; undefined if it does not exist. */
export async function readDeletion(id: string): Promise<DeletionView | undefined> {
  const row = await findDeletion(id)
  return row && toView(row)
}

function toView(row: DeletionRow): DeletionView {
  const { conversations, messages, jobs } = row
  return {
    deletionId: row.id,
    status: row.finished_at ? 'completed' : 'running',
    conversationsTotal: row.conversations_total,
    deleted: { conversations, messages, jobs },
    anonymised: row.anonymised,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
