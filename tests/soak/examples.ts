import type { Job } from '#tests/support/rows'

export const at = (seconds: number) => new Date(Date.parse('2030-01-01') + seconds * 1000)

/** One of three successful jobs. Each turn has its own ten seconds. */
export function job(turn: number, change: Partial<Job> = {}): Job {
  return {
    id: `job_${turn}`,
    conversation_id: 1,
    turn,
    status: 'completed',
    attempt: 1,
    uncounted_attempts: 0,
    idempotency_key: `Question ${turn}`,
    callback_url: null,
    lease_until: null,
    created_at: at(10 * turn),
    started_at: at(10 * turn),
    finished_at: at(10 * turn + 5),
    question: `Question ${turn}`,
    answers: [
      {
        content: `Answer ${turn}`,
        metadata: { model: 'm', usage: { promptTokens: 10, completionTokens: turn, totalTokens: 10 + turn } },
      },
    ],
    events: [],
    ...change,
  }
}
