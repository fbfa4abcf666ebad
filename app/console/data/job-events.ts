'use client'

import { useEffect, useEffectEvent, useReducer } from 'react'
import { api } from './api.ts'
import { faultOf } from './fault.ts'
import { eventNames, noAnswer, withEvent } from './job-answer.ts'
import { sessionEnd } from './session.ts'

const reopenMs = 3_000

/**
 * The answer of a job while it is written. The browser opens the stream again where a connection breaks, and goes on
 * behind the last event; where the server refuses it, this does. `onEnd` is called once, when the job has ended or is gone.
 */
export function useLiveAnswer(jobId: string, onEnd: () => void) {
  const [answer, dispatch] = useReducer(withEvent, noAnswer)
  const ended = useEffectEvent(onEnd)
  useEffect(() => follow(jobId, dispatch, ended), [jobId])
  return answer
}

type Dispatch = (event: Parameters<typeof withEvent>[1]) => void

function follow(jobId: string, dispatch: Dispatch, onEnd: () => void): () => void {
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
    source = new EventSource(`/api/jobs/${jobId}?stream=true${after && `&after=${after}`}`)
    for (const name of eventNames)
      source.addEventListener(name, ({ data, lastEventId }) => {
        after = lastEventId
        dispatch({ name, data: JSON.parse(data) })
        if (name === 'completed' || name === 'failed' || name === 'cancelled') end()
      })
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) reopen()
    }
  }
  function reopen() {
    dispatch({ name: 'cutOff' })
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

/** How a job stands whose events were refused: an EventSource does not say why. */
async function stateOf(jobId: string): Promise<'open' | 'ended' | 'unknown'> {
  // While the reader signs in again.
  if (sessionEnd.get()) return 'unknown'
  try {
    const { data, error } = await api.GET('/api/jobs/{id}', { params: { path: { id: jobId } } })
    if (typeof data === 'object')
      return data.data.status === 'queued' || data.data.status === 'running' ? 'open' : 'ended'
    const { code } = faultOf(error)
    if (code === 'unauthorized') sessionEnd.set(true)
    return code === 'not_found' ? 'ended' : 'unknown'
  } catch {
    return 'unknown'
  }
}
