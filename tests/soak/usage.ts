import type { LedgerRow } from '#tests/support/rows'
import type { Evidence } from './evidence.ts'
import type { Call } from './model.ts'

export type Usage = {
  violations: string[]
  /** Calls whose answer was lost with their worker or by a cancellation. Their ledger rows are estimates. */
  estimated: Call[]
}

/**
 * Every call that reported its tokens, or whose answer was cut, has one ledger row: exact, or an estimate if its worker was
 * killed before it stored the answer. No exact row lacks a call: completion tokens are the call's number. Extra estimates
 * are allowed, since a killed worker may not have called the model.
 */
export function checkUsage(evidence: Evidence): Usage {
  const { calls, ledger, jobs } = evidence
  const violations: string[] = []
  const estimated: Usage['estimated'] = []
  const questions = new Map(jobs.map(({ id, question }) => [id, question]))
  const exact = new Map<number, LedgerRow[]>()
  for (const row of ledger.filter(({ estimated }) => !estimated))
    exact.set(row.completion_tokens, [...(exact.get(row.completion_tokens) ?? []), row])

  for (const [id, rows] of exact) {
    const call = calls[id - 1]
    for (const row of rows)
      if (!isOf(row, call, questions)) violations.push(`The ledger row of ${text(row)} has no call.`)
    if (rows.length > 1) violations.push(`Call ${id} has ${rows.length} ledger rows.`)
  }
  const unpaid = calls.filter((call) => !exact.has(call.id))
  // After KV lost its data, a retry may be a second job for the same question.
  for (const [question, ofQuestion] of Map.groupBy(jobs, (job) => job.question)) {
    const ids = ofQuestion.map(({ id }) => id)
    const estimates = ledger.filter((row) => ids.includes(row.job_id) && row.estimated).length
    const ofJob = unpaid.filter((call) => call.question === question)
    const mustBeThere = ofJob.filter((call) => call.reportedMs !== null || isCutShort(call))
    if (mustBeThere.length > estimates)
      violations.push(
        `${ids.join(', ')}: the calls ${mustBeThere.map(({ id }) => id).join(', ')} have ${estimates} estimated ledger rows.`,
      )
    estimated.push(...ofJob.filter((call) => call.reportedMs !== null))
  }
  return { violations, estimated }
}

/** The answer had started. */
const isCutShort = ({ behaviour, cut }: Call) => cut && behaviour === 'cuts its answer'

const text = ({ job_id, attempt }: LedgerRow) => `${job_id}, attempt ${attempt}`

function isOf(row: LedgerRow, call: Call | undefined, questions: Map<string, string>): boolean {
  return (
    call !== undefined &&
    call.answer !== null &&
    call.question === questions.get(row.job_id) &&
    call.model === row.model &&
    call.promptTokens === row.prompt_tokens &&
    call.promptTokens + call.id === row.total_tokens
  )
}
