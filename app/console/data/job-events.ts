'use client'

import { useEffect, useEffectEvent, useReducer } from 'react'
import { api } from './api.ts'
import { callErrorOf } from './call-error.ts'
import { applyEvent, eventNames, type JobEvent, noAnswer } from './job-answer.ts'
import { sessionEnd } from './session.ts'

const reopenMs = 3_000
/** The same delay as the `retry` field that the server sends. */
const reconnectMs = 1_000

type Listeners = {
  /** Called once, when the job has ended or was deleted. */
  onEnd: () => void
  /** Called when an attempt starts or the job waits. */
  onStage?: () => void
}

/**
 * The live answer of an open job. After a broken connection the browser reconnects and resumes after the last event. After
 * an error response it does not, so this hook reconnects.
 */
export function useLiveAnswer(jobId: string, isOpen: boolean, listeners: Listeners) {
  const [answer, dispatch] = useReducer(applyEvent, noAnswer)
  const onEnd = useEffectEvent(listeners.onEnd)
  const onEvent = useEffectEvent((event: JobEvent) => {
    dispatch(event)
    if (stages.includes(event.name)) listeners.onStage?.()
  })
  useEffect(() => (isOpen ? follow(jobId, onEvent, onEnd) : undefined), [jobId, isOpen])
  return answer
}

const stages = ['started', 'restarted', 'waiting']

function follow(jobId: string, onEvent: (event: JobEvent) => void, onEnd: () => void): () => void {
  let source: EventSource
  let after = ''
  let timer: ReturnType<typeof setTimeout>
  let isOver = false
  function end() {
    if (isOver) return
    isOver = true
    source.close()
    onEnd()
  }
  function open() {
    const openedAfter = after
    source = new EventSource(`/api/jobs/${jobId}?stream=true${after && `&after=${after}`}`)
    for (const name of eventNames)
      source.addEventListener(name, ({ data, lastEventId }) => {
        if (lastEventId) after = lastEventId
        onEvent({ name, data: JSON.parse(data) })
        if (name === 'completed' || name === 'failed' || name === 'cancelled') end()
      })
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) return reopen()
      // A reconnect by the browser would repeat `after`, which overrides its newer Last-Event-ID.
      if (openedAfter) {
        source.close()
        timer = setTimeout(open, reconnectMs)
      }
    }
  }
  function reopen() {
    onEvent({ name: 'cutOff' })
    timer = setTimeout(async () => {
      const state = await stateOf(jobId)
      if (isOver) return
      if (state === 'ended') end()
      else if (state === 'open') open()
      else reopen()
    }, reopenMs)
  }
  open()
  return () => {
    isOver = true
    clearTimeout(timer)
    source.close()
  }
}

/** The state of a job whose event stream was rejected. An EventSource does not report the cause. */
async function stateOf(jobId: string): Promise<'open' | 'ended' | 'unknown'> {
  // The reader is signing in again.
  if (sessionEnd.get()) return 'unknown'
  try {
    const { data, error } = await api.GET('/api/jobs/{id}', { params: { path: { id: jobId } } })
    if (typeof data === 'object')
      return data.data.status === 'queued' || data.data.status === 'running' ? 'open' : 'ended'
    const { code } = callErrorOf(error)
    if (code === 'unauthorized') sessionEnd.set(true)
    return code === 'not_found' ? 'ended' : 'unknown'
  } catch {
    return 'unknown'
  }
}
