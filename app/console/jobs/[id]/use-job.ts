import { useQuery } from '@tanstack/react-query'
import { api } from '../../data/api.ts'
import { isOpen } from '../rows.tsx'

/** The refresh interval of an open job, in addition to its events. */
const refreshMs = 5_000

/** The current state of a job. */
export function useJob(id: string) {
  return useQuery({
    queryKey: ['get', '/api/jobs/{id}', id],
    queryFn: ({ signal }) => readJob(id, signal),
    refetchInterval: ({ state: { data } }) => data !== undefined && isOpen(data) && refreshMs,
  })
}

/** The operation can also return the job's events, but only an EventSource requests them. */
async function readJob(id: string, signal: AbortSignal) {
  const { data, error } = await api.GET('/api/jobs/{id}', { params: { path: { id } }, signal })
  if (!data || typeof data === 'string') throw error
  return data.data
}
export type JobView = Awaited<ReturnType<typeof readJob>>
