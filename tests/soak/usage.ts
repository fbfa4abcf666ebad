import type { Evidence, LedgerRow } from './evidence.ts'
import type { Call } from './model.ts'

export type Usage = {
  violations: string[]
  /** Calls whose answer went down with their worker, and how long after the answer that was killed. */
  lost: { call: Call; afterMs: number }[]
}

/** An answer is stored at once, but for a database that is away and a machine that is slow. */
const storedMsMax = 10_000

/**
 * Every call that told its tokens to a living worker has exactly one ledger row, with those tokens, and there is no row
 * without a call. A call names itself by the completion tokens that it reports.
 */
export function checkUsage(evidence: Evidence): Usage {
  const { calls, ledger, jobs } = evidence
  const violations: string[] = []
  const lost: Usage['lost'] = []
  const questions = new Map(jobs.map(({ id, question }) => [id, question]))
  const exact = new Map<number, LedgerRow[]>()
  for (const row of ledger.filter(({ estimated }) => !estimated))
    exact.set(row.completion_tokens, [...(exact.get(row.completion_tokens) ?? []), row])

  for (const [id, rows] of exact) {
    const call = calls[id - 1]
    for (const row of rows)
      if (!isOf(row, call, questions)) violations.push(`No call is behind the ledger's ${text(row)}.`)
    if (rows.length > 1) violations.push(`Call ${id} has ${rows.length} ledger rows.`)
  }
  const unpaid = calls.filter((call) => !exact.has(call.id))
  for (const [jobId, question] of questions) {
    const estimates = ledger.filter((row) => row.job_id === jobId && row.estimated).length
    const ofJob = unpaid.filter((call) => call.question === question)
    const cutOff = ofJob.filter(({ abandoned }) => abandoned)
    const reported = ofJob.filter((call) => call.reportedMs !== null)
    // A call may be cut off at the very moment at which its answer was on the way.
    const late = Math.max(0, estimates - cutOff.length)
    if (estimates > cutOff.length + reported.length)
      violations.push(
        `${jobId} has ${estimates} estimated ledger rows and ${cutOff.length} calls that were cut off.`,
      )
    const withoutRow = reported.filter((call) => {
      const afterMs = lostWithWorker(call, jobId, evidence)
      if (afterMs !== undefined) lost.push({ call, afterMs })
      return afterMs === undefined
    })
    if (withoutRow.length > late)
      violations.push(`${jobId}: the calls ${withoutRow.map(({ id }) => id).join(', ')} have no ledger row.`)
  }
  return { violations, lost }
}

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

/**
 * How long after the answer its worker was killed at work on this very job, having asked nothing since; undefined when it
 * was not, or when it had had the time to store the answer. A call that another attempt had under way in the same life,
 * after the lease was taken from the first, says nothing of it.
 */
function lostWithWorker(call: Call, jobId: string, { calls, kills }: Evidence): number | undefined {
  const { life, question, id, reportedMs } = call
  const kill = kills.find((each) => each.life === life && each.jobIds.includes(jobId))
  if (!kill || reportedMs === null) return undefined
  const isOneProcess = kill.processes === 1
  const hasGoneOn =
    isOneProcess &&
    calls.some(
      (each) => each.id > id && each.life === life && each.question === question && each.askedMs > reportedMs,
    )
  const afterMs = hasGoneOn ? undefined : kill.atMs - reportedMs
  return afterMs !== undefined && afterMs <= storedMsMax ? afterMs : undefined
}
