import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** What of an answer has come, and in which attempt. */
type Written = { attempt: number; text: string }

const ends = ['completed', 'failed', 'cancelled']

/**
 * Follows a job by its events while it runs. Gives the text that its model has written so far, and has what the page
 * shows of the job read again when its state changes.
 */
export function useJobEvents(jobId: string, isOpen: boolean): Written | undefined {
  const client = useQueryClient()
  const [written, setWritten] = useState<Written>()
  useEffect(() => {
    if (!isOpen) return
    const source = new EventSource(`/api/jobs/${jobId}`)
    const refresh = () => client.invalidateQueries()
    const begin = (event: MessageEvent<string>) => {
      setWritten({ attempt: JSON.parse(event.data).attempt, text: '' })
      refresh()
    }
    const add = (event: MessageEvent<string>) => {
      const { text } = JSON.parse(event.data)
      setWritten((before) => before && { ...before, text: before.text + text })
    }
    const end = () => {
      source.close()
      refresh()
    }
    source.addEventListener('started', begin)
    source.addEventListener('restarted', begin)
    source.addEventListener('delta', add)
    source.addEventListener('waiting', refresh)
    for (const name of ends) source.addEventListener(name, end)
    return () => source.close()
  }, [client, jobId, isOpen])
  return written
}
