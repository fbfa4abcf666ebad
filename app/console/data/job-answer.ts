type Failure = { code: string; message: string }

/** The state of an answer while the model writes it, built from the job's events. */
export type LiveAnswer = {
  text: string
  /** The model that writes. Undefined until an attempt starts. */
  model?: string
  attempt: number
  /** The failure of the previous attempt, if the answer restarted. */
  restartedBy?: Failure
  /** The reason for waiting, while the job waits. */
  waiting?: { isBehindAnother: boolean; nextAttemptAt?: string }
  hasEnded: boolean
  /** True while the event stream is disconnected. */
  isCutOff: boolean
}

export const noAnswer: LiveAnswer = { text: '', attempt: 0, hasEnded: false, isCutOff: false }

type Begun = { attempt: number; model?: string; reason?: Failure }
type Waiting = { waitsFor?: object; nextAttemptAt?: string }

/** The events that change a job's answer. The last three end the job. */
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

/** Applies one event to the answer. */
export function applyEvent(answer: LiveAnswer, event: JobEvent): LiveAnswer {
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
