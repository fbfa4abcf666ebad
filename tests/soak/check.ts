import { tunables } from '#lib/tunables'
import { checkRows } from '#tests/support/check-rows'
import type { Job } from '#tests/support/rows'
import type { Evidence } from './evidence.ts'
import type { Call } from './model.ts'
import { checkOpenai, toldBefore } from './openai/check.ts'
import { checkUsage } from './usage.ts'

/** Checks the evidence of a run. Each violation is a sentence. A correct run has none. */
export function check(evidence: Evidence): string[] {
  return [
    ...checkRows(evidence),
    ...checkAcceptance(evidence),
    ...checkAnswers(evidence),
    ...checkOrder(evidence),
    ...checkPrompts(evidence),
    ...checkCallers(evidence),
    ...checkWebhooks(evidence),
    ...checkUsage(evidence).violations,
    ...checkOpenai(evidence),
  ]
}

/** Every accepted message is stored once, and the same idempotency key always leads to the same job. */
function checkAcceptance({ jobs, clients }: Evidence): string[] {
  const violations: string[] = []
  for (const { message, jobIds, state, unheard } of clients.sent) {
    const stored = jobs.filter(({ question }) => question === message)
    const [job] = stored
    const wanted = state === 'accepted' ? 1 : 0
    // A rejected message may be stored by an earlier request whose response was lost.
    const mayBeStored = state !== 'accepted' && unheard && stored.length === 1
    if (stored.length !== wanted && !mayBeStored)
      violations.push(`"${message}" was ${state} and has ${stored.length} jobs.`)
    if (job && job.idempotency_key !== message) violations.push(`${job.id} has another message's key.`)
    for (const jobId of jobIds)
      if (jobId !== job?.id) violations.push(`The key of "${message}" gave ${jobId}, not ${job?.id}.`)
  }
  return violations
}

/** The model gave this answer to the question of this job. */
function checkAnswers({ jobs, calls, ledger }: Evidence): string[] {
  return jobs.flatMap((job) => {
    const { id, answers } = job
    const [answer] = answers
    if (!answer) return []
    const call = calls.find((each) => each.answer === answer.content)
    const paid = ledger.some((row) => row.job_id === id && row.completion_tokens === call?.id)
    if (call?.question !== job.question)
      return [`${id} has an answer to another question: ${answer.content}.`]
    const { usage } = answer.metadata
    const isPaid = paid && usage.completionTokens === call.id
    return isPaid
      ? []
      : [`The answer of ${id} is from call ${call.id}, but its ledger row is from another call.`]
  })
}

const revivedIds = ({ clients }: Evidence) => new Set(clients.revived.map(({ jobId }) => jobId))

/** A job starts only when all earlier jobs of its conversation have ended, except jobs that were redriven later. */
function checkOrder(evidence: Evidence): string[] {
  const revived = revivedIds(evidence)
  const violations: string[] = []
  let before: Job[] = []
  for (const job of evidence.jobs) {
    before = before.filter((each) => each.conversation_id === job.conversation_id)
    for (const earlier of before)
      if (job.started_at && earlier.finished_at && job.started_at < earlier.finished_at)
        violations.push(`${job.id} started before ${earlier.id} ended.`)
    if (!revived.has(job.id)) before.push(job)
  }
  return violations
}

/** Each call got all completed earlier turns in order, then the question, and nothing else. */
function checkPrompts(evidence: Evidence): string[] {
  const { jobs, calls, openai } = evidence
  const revived = revivedIds(evidence)
  const ofQuestion = Map.groupBy(jobs, (job) => job.question)
  // Calls whose history comes from the caller, not from a conversation.
  const others = new Set(
    openai.asked.filter(({ history }) => history.kind !== 'session').map(({ question }) => question),
  )
  return calls.flatMap((call) => {
    if (others.has(call.question)) return []
    const faults = (ofQuestion.get(call.question) ?? []).map((job) => promptFault(call, job, jobs, revived))
    if (faults.length === 0) return [`Call ${call.id} has a question that no caller asked.`]
    return faults.includes(undefined) ? [] : [faults[0]!]
  })
}

function promptFault(call: Call, job: Job, jobs: Job[], revived: Set<string>): string | undefined {
  const left = toldBefore(call)
  const answered = jobs.filter(
    ({ conversation_id, turn, answers }) =>
      conversation_id === job.conversation_id && turn < job.turn && answers.length > 0,
  )
  if (left.length > tunables.historyMessagesMax) return `Call ${call.id} got ${left.length} earlier messages.`
  // Only the newest turns are sent. A redriven turn may have been answered later, so it may be missing.
  const told = answered.filter(({ id }) => !revived.has(id))
  const atLeast = tunables.historyMessagesMax / 2 - (answered.length - told.length)
  const wanted = new Set(told.slice(-Math.max(atLeast, 1)))
  for (const earlier of answered) {
    const isTold = left[0] === earlier.question && left[1] === earlier.answers[0]!.content
    if (isTold) left.splice(0, 2)
    else if (wanted.has(earlier)) return `Call ${call.id} did not get turn ${earlier.turn}.`
  }
  return left.length > 0 ? `Call ${call.id} got ${left.length} messages that do not belong there.` : undefined
}

/** Every answer that a caller got is the stored one, and no caller got an unexpected response. */
function checkCallers({ jobs, clients }: Evidence): string[] {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const wrongAnswers = clients.sent.flatMap(({ message, responses }) =>
    responses
      .filter(({ status }) => status === 'completed')
      .filter(({ jobId, response }) => {
        const job = byId.get(jobId)
        return job?.question !== message || job.answers[0]?.content !== response
      })
      .map(({ jobId, response }) => `The caller of ${jobId} got: ${response}.`),
  )
  return [...wrongAnswers, ...clients.unexpected.map((answer) => `A caller got ${answer}.`)]
}

/** One webhook delivery for each end of a job with a callback URL, and no others. */
function checkWebhooks(evidence: Evidence): string[] {
  const revivals = (id: string) => evidence.clients.revived.filter(({ jobId }) => jobId === id)
  return evidence.jobs.flatMap(({ id, status, callback_url, events }) => {
    const sure = revivals(id).filter((doubt) => doubt.sure).length
    const least = callback_url ? 1 + sure : 0
    const most = callback_url ? 1 + revivals(id).length : 0
    const isLast = events.length === 0 || events.includes(`job.${status}`)
    return events.length >= least && events.length <= most && isLast
      ? []
      : [`${id} is ${status}, and its webhook deliveries are ${events.join(', ') || 'none'}.`]
  })
}
