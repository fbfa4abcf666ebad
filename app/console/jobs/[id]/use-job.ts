import { useQuery } from '@tanstack/react-query'
import { api } from '../../data/api.ts'
import { isOpen } from '../rows.tsx'

/** How often an open job is read again, beside its events. */
const refreshMs = 5_000

/** A job as it stands. */
export function useJob(id: string) {
  return useQuery({
    queryKey: ['get', '/api/jobs/{id}', id],
    queryFn: ({ signal }) => readJob(id, signal),
    refetchInterval: ({ state: { data } }) => data !== undefined && isOpen(data) && refreshMs,
  })
}

/** The operation may also answer with the job's events, which only an EventSource asks for. */
async function readJob(id: string, signal: AbortSignal) {
  const { data, error } = await api.GET('/api/jobs/{id}', { params: { path: { id } }, signal })
  if (!data || typeof data === 'string') throw error
  return data.data
}
export type JobView = Awaited<ReturnType<typeof readJob>>
