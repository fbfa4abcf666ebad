import { hasEnded } from '#lib/jobs/schema'
import { tunables } from '#lib/tunables'
import type { Rows } from '#tests/support/rows'

/** Invariants of every idle database, independent of the requests. */
export function checkRows(rows: Rows): string[] {
  const unbooked = rows.unbooked > 0 ? [`${rows.unbooked} lost calls are not in the ledger.`] : []
  const unbalanced = rows.budgets
    .filter(({ reserved, kept }) => reserved !== kept)
    .map(
      ({ id, reserved, kept }) =>
        `Budget ${id} has ${reserved} reserved, but its reservations sum to ${kept}.`,
    )
  return [...checkEnds(rows), ...checkTurns(rows), ...checkAnswered(rows), ...unbalanced, ...unbooked]
}

/** Every job has ended, and leases and counts agree. */
function checkEnds({ jobs, conversations }: Rows): string[] {
  return [
    ...jobs.filter(({ status }) => !hasEnded(status)).map(({ id, status }) => `${id} is still ${status}.`),
    ...jobs.filter(({ lease_until }) => lease_until).map(({ id }) => `${id} still has a lease.`),
    ...jobs
      .filter((job) => job.attempt - job.uncounted_attempts > tunables.attemptsMax)
      .map(({ id, attempt }) => `${id} had ${attempt} attempts.`),
    ...conversations
      .filter(({ open_jobs }) => open_jobs !== 0)
      .map(({ id, open_jobs }) => `Conversation ${id} counts ${open_jobs} open jobs.`),
    ...conversations
      .filter(({ message_count, messages }) => message_count !== messages)
      .map(
        ({ id, message_count, messages }) =>
          `Conversation ${id} counts ${message_count} of ${messages} messages.`,
      ),
  ]
}

/** Every message has exactly one job, and no conversation lacks a turn. */
function checkTurns({ jobs, unmatched, conversations }: Rows): string[] {
  const violations = unmatched > 0 ? [`${unmatched} messages and jobs do not belong together.`] : []
  const turnsOf = Map.groupBy(jobs, (job) => job.conversation_id)
  for (const { id, last_turn, given, is_copy } of conversations) {
    const asked = (turnsOf.get(id) ?? []).map(({ turn }) => turn)
    const turns = [...given, ...asked].toSorted((a, b) => a - b)
    // A copy leaves out turns without an answer.
    const first = is_copy ? asked[0]! : 1
    const wanted = Array.from({ length: last_turn - first + 1 }, (_, index) => first + index)
    if (turns.filter((turn) => turn >= first).join() !== wanted.join())
      violations.push(`Conversation ${id} has the turns ${turns.join(', ')} of ${last_turn}.`)
  }
  return violations
}

/** A completed job has exactly one answer and a ledger row. Other jobs have no answer. */
function checkAnswered({ jobs, ledger }: Rows): string[] {
  const paid = new Set(ledger.map(({ job_id }) => job_id))
  const attempts = new Map(jobs.map(({ id, attempt }) => [id, attempt]))
  return [
    ...jobs
      .filter(({ status, answers }) => answers.length !== (status === 'completed' ? 1 : 0))
      .map(({ id, status, answers }) => `${id} is ${status} and has ${answers.length} answers.`),
    // The row may be of an earlier attempt, if the last attempt stored an answer that was left in KV.
    ...jobs
      .filter(({ id, status }) => status === 'completed' && !paid.has(id))
      .map(({ id }) => `The answer of ${id} is not in the ledger.`),
    // Ledger rows stay after their job is deleted.
    ...ledger
      .filter(({ job_id, attempt }) => attempt > (attempts.get(job_id) ?? attempt))
      .map(({ job_id, attempt }) => `The ledger has an attempt ${attempt} that ${job_id} did not make.`),
  ]
}
