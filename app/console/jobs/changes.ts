import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { useToast } from '../parts/toasts.tsx'
import type { JobFilter } from './filters.tsx'

/** The most jobs in one call. */
const batchSize = 100

export type JobSelection = { jobIds: string[] } | { filter: JobFilter; status?: 'queued' | 'running' }
type Report = (count: number) => void

/** Retries or cancels jobs, by id or by filter, and reports the number even if a call fails midway. */
export function useJobChanges() {
  const retry = useChange(retryEach, 'jobs.retried')
  const cancel = useChange(cancelEach, 'jobs.cancelled')
  return { retry, cancel, isBusy: retry.isPending || cancel.isPending, count: retry.count + cancel.count }
}

function useChange(
  change: (which: JobSelection, report: Report) => Promise<void>,
  text: 'jobs.retried' | 'jobs.cancelled',
) {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const [count, setCount] = useState(0)
  const mutation = useMutation({
    async mutationFn(which: JobSelection) {
      let total = 0
      const report = (more: number) => {
        total += more
        setCount(total)
      }
      try {
        await change(which, report)
        done(t(text, { count: total }))
      } catch (error) {
        if (total > 0) done(t(text, { count: total }))
        throw error
      }
    },
    onError: failed,
    onSettled() {
      setCount(0)
      return client.invalidateQueries()
    },
  })
  return { start: mutation.mutate, isPending: mutation.isPending, count }
}

/** Reads the failed jobs by cursor, so that a job that fails again at once is not retried twice. */
async function retryEach(which: JobSelection, report: Report): Promise<void> {
  const pages = 'jobIds' in which ? batches(which.jobIds) : failedJobs(which.filter)
  for await (const jobIds of pages) {
    const body = { jobIds, limit: batchSize }
    const retried = await dataOf(api.POST('/api/jobs/retry', { body }))
    report(retried.jobIds.length)
  }
}

async function* failedJobs(filter: JobFilter) {
  let after: string | undefined
  do {
    const params = { query: { ...filter, status: 'failed' as const, limit: batchSize, after } }
    const { jobs, nextCursor } = await dataOf(api.GET('/api/jobs', { params }))
    if (jobs.length > 0) yield jobs.map(({ jobId }) => jobId)
    after = nextCursor
  } while (after)
}

async function cancelEach(which: JobSelection, report: Report): Promise<void> {
  if ('jobIds' in which) {
    for (const jobIds of batches(which.jobIds)) await cancelBatch({ jobIds })
    return
  }
  const { filter, status } = which
  // Jobs created meanwhile are not cancelled.
  const createdBefore = filter.createdBefore ?? new Date().toISOString()
  while (await cancelBatch({ ...filter, createdBefore, ...(status && { status }) }));

  async function cancelBatch(body: object): Promise<boolean> {
    const cancelled = await dataOf(api.POST('/api/jobs/cancel', { body: { ...body, limit: batchSize } }))
    report(cancelled.jobIds.length)
    return cancelled.hasMore
  }
}

function* batches(jobIds: string[]) {
  for (let at = 0; at < jobIds.length; at += batchSize) yield jobIds.slice(at, at + batchSize)
}
