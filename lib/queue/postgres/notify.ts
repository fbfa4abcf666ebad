import { sql } from '#lib/db/index'
import { errorFields, log } from '#lib/log'
import { processId } from '#lib/process-id'
import { tunables } from '#lib/tunables'

/** The channel for notifications about due work. The payload is the sender's id, which ignores its own notifications. */
export const dueChannel = 'gpts_due'

let isPaused = false
let isWanted = false

/**
 * Notifies the other processes of due work. Several calls within `notifyPauseMs` share one notification. A failure is
 * only logged, because the scan finds the work a second later.
 */
export async function notifyOthers(): Promise<void> {
  if (isPaused) {
    isWanted = true
    return
  }
  isPaused = true
  await send()
  setTimeout(endPause, tunables.notifyPauseMs)
}

function endPause(): void {
  isPaused = false
  if (!isWanted) return
  isWanted = false
  void notifyOthers()
}

async function send(): Promise<void> {
  await sql('notifyOthers')`select pg_notify(${dueChannel}, ${processId})`.catch((error) =>
    log('warn', 'queue.not_notified', errorFields(error)),
  )
}
