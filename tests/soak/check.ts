import { hasEnded } from '#lib/jobs/schema'
import { tunables } from '#lib/tunables'
import type { Evidence, Job } from './evidence.ts'
import type { Call } from './model.ts'
import { checkOpenai, toldBefore } from './openai/check.ts'
import { checkUsage } from './usage.ts'

/** Judges a run by what it has left behind. Each violation is a sentence; there are none after a good run. */
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

type Rows = Pick<Evidence, 'jobs' | 'unmatched' | 'ledger' | 'unbooked' | 'conversations' | 'budgets'>

/** What holds in every database in which nothing is under way, whatever was asked of it. */
export function checkRows(rows: Rows): string[] {
  const unbooked = rows.unbooked > 0 ? [`${rows.unbooked} lost calls are not in the ledger.`] : []
  const unbalanced = rows.budgets
    .filter(({ reserved, kept }) => reserved !== kept)
    .map(({ id, reserved, kept }) => `Budget ${id} keeps ${reserved} free, but its reservations are ${kept}.`)
  return [...checkEnds(rows), ...checkTurns(rows), ...checkAnswered(rows), ...unbalanced, ...unbooked]
}

/** Every job has ended, and nothing is left that says otherwise. */
function checkEnds({ jobs, conversations }: Rows): string[] {
  return [
    ...jobs.filter(({ status }) => !hasEnded(status)).map(({ id, status }) => `${id} is still ${status}.`),
    ...jobs.filter(({ lease_until }) => lease_until).map(({ id }) => `${id} still has a lease.`),
    ...jobs
      .filter((job) => job.attempt - job.uncounted_attempts > tunables.attemptsMax)
      .map(({ id, attempt }) => `${id} has had ${attempt} attempts.`),
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

/** Every message has exactly one job, and no turn of a conversation is missing. */
function checkTurns({ jobs, unmatched, conversations }: Rows): string[] {
  const violations = unmatched > 0 ? [`${unmatched} messages and jobs do not belong together.`] : []
  const turnsOf = Map.groupBy(jobs, (job) => job.conversation_id)
  for (const { id, last_turn, given, is_copy } of conversations) {
    const asked = (turnsOf.get(id) ?? []).map(({ turn }) => turn)
    const turns = [...given, ...asked].toSorted((a, b) => a - b)
    // A copy has none of the turns that had no answer.
    const first = is_copy ? asked[0]! : 1
    const wanted = Array.from({ length: last_turn - first + 1 }, (_, index) => first + index)
    if (turns.filter((turn) => turn >= first).join() !== wanted.join())
      violations.push(`Conversation ${id} has the turns ${turns.join(', ')} of ${last_turn}.`)
  }
  return violations
}

/** A completed job has exactly one answer, and the ledger has it; others have no answer. */
function checkAnswered({ jobs, ledger }: Rows): string[] {
  const paid = new Set(ledger.map(({ job_id }) => job_id))
  const attempts = new Map(jobs.map(({ id, attempt }) => [id, attempt]))
  return [
    ...jobs
      .filter(({ status, answers }) => answers.length !== (status === 'completed' ? 1 : 0))
      .map(({ id, status, answers }) => `${id} is ${status} and has ${answers.length} answers.`),
    // An earlier attempt's, when the last one stored an answer that had been left in KV.
    ...jobs
      .filter(({ id, status }) => status === 'completed' && !paid.has(id))
      .map(({ id }) => `The answer of ${id} is not in the ledger.`),
    // The ledger outlives its jobs.
    ...ledger
      .filter(({ job_id, attempt }) => attempt > (attempts.get(job_id) ?? attempt))
      .map(({ job_id, attempt }) => `The ledger has an attempt ${attempt} that ${job_id} did not make.`),
  ]
}

/** Every accepted message is stored once, and the same idempotency key always leads to the same job. */
function checkAcceptance({ jobs, clients }: Evidence): string[] {
  const violations: string[] = []
  for (const { message, jobIds, state, unheard } of clients.sent) {
    const stored = jobs.filter(({ question }) => question === message)
    const [job] = stored
    const wanted = state === 'accepted' ? 1 : 0
    // A refusal may follow a request that was accepted, but whose caller never heard of it.
    const mayBeStored = state !== 'accepted' && unheard && stored.length === 1
    if (stored.length !== wanted && !mayBeStored)
      violations.push(`"${message}" was ${state} and has ${stored.length} jobs.`)
    if (job && job.idempotency_key !== message) violations.push(`${job.id} has another message's key.`)
    for (const jobId of jobIds)
      if (jobId !== job?.id) violations.push(`The key of "${message}" gave ${jobId}, not ${job?.id}.`)
  }
  return violations
}

/** An answer is one that the model gave to the very question of its job. */
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
    return isPaid ? [] : [`The answer of ${id} is of call ${call.id}, and its ledger row of another.`]
  })
}

const revivedIds = ({ clients }: Evidence) => new Set(clients.revived.map(({ jobId }) => jobId))

/** A job begins only when all earlier ones of its conversation have ended, but for those that were revived later. */
function checkOrder(evidence: Evidence): string[] {
  const revived = revivedIds(evidence)
  const violations: string[] = []
  let before: Job[] = []
  for (const job of evidence.jobs) {
    before = before.filter((each) => each.conversation_id === job.conversation_id)
    for (const earlier of before)
      if (job.started_at && earlier.finished_at && job.started_at < earlier.finished_at)
        violations.push(`${job.id} began before ${earlier.id} had ended.`)
    if (!revived.has(job.id)) before.push(job)
  }
  return violations
}

/** Each call was told all completed earlier turns, in their order, and nothing else; then the question. */
function checkPrompts(evidence: Evidence): string[] {
  const { jobs, calls, openai } = evidence
  const revived = revivedIds(evidence)
  const ofQuestion = Map.groupBy(jobs, (job) => job.question)
  // Those that are told what their caller says, and not what came before in a conversation.
  const others = new Set(
    openai.asked.filter(({ history }) => history.kind !== 'session').map(({ question }) => question),
  )
  return calls.flatMap((call) => {
    if (others.has(call.question)) return []
    const faults = (ofQuestion.get(call.question) ?? []).map((job) => promptFault(call, job, jobs, revived))
    if (faults.length === 0) return [`Call ${call.id} asks what nobody has asked.`]
    return faults.includes(undefined) ? [] : [faults[0]!]
  })
}

function promptFault(call: Call, job: Job, jobs: Job[], revived: Set<string>): string | undefined {
  const left = toldBefore(call)
  const answered = jobs.filter(
    ({ conversation_id, turn, answers }) =>
      conversation_id === job.conversation_id && turn < job.turn && answers.length > 0,
  )
  if (left.length > tunables.historyMessagesMax) return `Call ${call.id} was told ${left.length} messages.`
  // The newest turns alone are told. A revived one may have been answered later, and is one more that may be told.
  const told = answered.filter(({ id }) => !revived.has(id))
  const atLeast = tunables.historyMessagesMax / 2 - (answered.length - told.length)
  const wanted = new Set(told.slice(-Math.max(atLeast, 1)))
  for (const earlier of answered) {
    const isTold = left[0] === earlier.question && left[1] === earlier.answers[0]!.content
    if (isTold) left.splice(0, 2)
    else if (wanted.has(earlier)) return `Call ${call.id} was not told turn ${earlier.turn}.`
  }
  return left.length > 0 ? `Call ${call.id} was told ${left.length} messages out of place.` : undefined
}

/** Who was told an answer was told the stored one, and nobody was told anything unheard-of. */
function checkCallers({ jobs, clients }: Evidence): string[] {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const mistold = clients.sent.flatMap(({ message, responses }) =>
    responses
      .filter(({ status }) => status === 'completed')
      .filter(({ jobId, response }) => {
        const job = byId.get(jobId)
        return job?.question !== message || job.answers[0]?.content !== response
      })
      .map(({ jobId, response }) => `The caller of ${jobId} was told: ${response}.`),
  )
  return [...mistold, ...clients.unexpected.map((answer) => `A caller got ${answer}.`)]
}

/** One webhook delivery for each end of a job with a callback, and no others. */
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
