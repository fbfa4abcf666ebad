type Failure = { code: string; message: string }

/** An answer while it is written, as the events of its job tell it. */
export type LiveAnswer = {
  text: string
  /** The model that writes; undefined until one has begun. */
  model?: string
  attempt: number
  /** Why the attempt before was given up, of an answer that was begun again. */
  restartedBy?: Failure
  /** What the job waits for, while it does. */
  waiting?: { isBehindAnother: boolean; nextAttemptAt?: string }
  hasEnded: boolean
  /** Whether the events do not come at present. */
  isCutOff: boolean
}

export const noAnswer: LiveAnswer = { text: '', attempt: 0, hasEnded: false, isCutOff: false }

type Begun = { attempt: number; model?: string; reason?: Failure }
type Waiting = { waitsFor?: object; nextAttemptAt?: string }

/** The events of a job that say something of its answer; the last three end it. */
export const eventNames = [
  'accepted',
  'started',
  'delta',
  'restarted',
  'waiting',
  'completed',
  'failed',
  'cancelled',
] as const
export type JobEvent = { name: (typeof eventNames)[number]; data: unknown } | { name: 'cutOff' }

/** The answer after one more event. */
export function withEvent(answer: LiveAnswer, event: JobEvent): LiveAnswer {
  if (event.name === 'cutOff') return { ...answer, isCutOff: true }
  const known = { ...answer, isCutOff: false }
  switch (event.name) {
    case 'accepted':
      return known
    case 'started':
    case 'restarted': {
      const { attempt, model, reason } = event.data as Begun
      return { ...noAnswer, attempt, ...(model && { model }), ...(reason && { restartedBy: reason }) }
    }
    case 'delta': {
      const { waiting: _, ...rest } = known
      return { ...rest, text: answer.text + (event.data as { text: string }).text }
    }
    case 'waiting': {
      const { waitsFor, nextAttemptAt } = event.data as Waiting
      const waiting = { isBehindAnother: waitsFor !== undefined, ...(nextAttemptAt && { nextAttemptAt }) }
      return { ...known, waiting }
    }
    default:
      return { ...known, hasEnded: true }
  }
}
