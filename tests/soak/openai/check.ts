import type { Job } from '#tests/support/rows'
import type { Evidence } from '../evidence.ts'
import type { Call } from '../model.ts'
import type { Asked } from './asked.ts'

/** Checks that callers of `/v1` got the stored answers, and that each request is one job with its own history. */
export function checkOpenai(evidence: Evidence): string[] {
  const { jobs, calls, openai } = evidence
  const known: Known = {
    evidence,
    jobsOf: Map.groupBy(jobs, ({ question }) => question),
    callsOf: Map.groupBy(calls, ({ question }) => question),
    byId: new Map(jobs.map((job) => [job.id, job])),
  }
  return [
    ...openai.unexpected.map((answer) => `A caller of /v1 got ${answer}.`),
    ...openai.asked.flatMap((asked) => [
      ...checkJobs(asked, known),
      ...checkTold(asked, known),
      ...checkHistory(asked, known),
      ...checkCalls(asked, known),
    ]),
    ...checkUnasked(evidence),
    ...checkKept(evidence, known),
  ]
}

type Known = {
  evidence: Evidence
  jobsOf: Map<string, Job[]>
  callsOf: Map<string, Call[]>
  byId: Map<string, Job>
}

/** The text that the model gets for a tool call without a result. */
const notRun = 'The tool was not run: the conversation went on without its result.'

/** The texts of a call before its question. */
export const toldBefore = ({ contents }: Call): string[] =>
  contents.slice(0, -1).filter((text) => text !== notRun)

/** A request has one job even if it was repeated, unless the server could not recognize the retry. */
function checkJobs(asked: Asked, { evidence, jobsOf, byId }: Known): string[] {
  const { question, outcome, manner, jobIds } = asked
  const jobs = (jobsOf.get(question) ?? []).toSorted((a, b) => Number(a.created_at) - Number(b.created_at))
  const violations: string[] = []
  const mayBeNone = outcome === 'refused'
  if (jobs.length === 0 && !mayBeNone) violations.push(`"${question}" was ${outcome} and has no job.`)
  for (const [index, job] of jobs.slice(1).entries())
    if (!mayBeAnother(asked, jobs[index]!, job, evidence))
      violations.push(`"${question}" has the jobs ${jobs.map(({ id }) => id).join(', ')}, by ${manner}.`)
  for (const { id, idempotency_key: key } of jobs)
    if (manner === 'key' && key !== question) violations.push(`${id} has the key ${key}.`)
  for (const id of jobIds)
    if (byId.get(id)?.question !== question) violations.push(`A response to "${question}" has the job ${id}.`)
  return violations
}

/** How long the server recognizes a retry without a key, minus the time in transit. */
const rememberedMs = 14_000

/** The longest outage of KV. */
const kvAwayMsMax = 6_000

/** See "Retries" in docs/openai-api.md. */
function mayBeAnother(
  { manner, cuts, tries }: Asked,
  before: Job,
  job: Job,
  { kvLostMs }: Evidence,
): boolean {
  if (manner === 'key') return false
  if (manner === 'nothing') return cuts > 0
  const isForgotten = kvLostMs.some((ms) => ms >= tries[0]! - kvAwayMsMax && ms <= Number(job.created_at))
  const ended = before.finished_at
  // A failed job has no answer, so a retry creates a new job.
  if (ended && before.status !== 'completed' && ended <= job.created_at) return true
  return isForgotten || (ended !== null && Number(job.created_at) - Number(ended) > rememberedMs)
}

/** Every complete answer that a caller got is the stored one. */
function checkTold({ question, told, outcome }: Asked, { jobsOf, byId }: Known): string[] {
  const violations = told
    .filter(({ jobId, text }) => {
      const job = byId.get(jobId)
      return text === '' || job?.question !== question || job.answers[0]?.content !== text
    })
    .map(({ jobId, text }) => `The caller of ${jobId} got: ${text}.`)
  const statuses = (jobsOf.get(question) ?? []).map(({ status }) => status)
  if (outcome === 'failed' && !statuses.includes('failed'))
    violations.push(`"${question}" was reported as failed, but is ${statuses.join(', ')}.`)
  if (outcome === 'cancelled' && !statuses.includes('cancelled'))
    violations.push(`"${question}" was reported as cancelled, but is ${statuses.join(', ')}.`)
  return violations
}

/** The history is the transcript, or the earlier responses with answers in order, and nothing else. */
function checkHistory(asked: Asked, known: Known): string[] {
  if (asked.history.kind === 'session') return []
  const wanted = asked.history.kind === 'transcript' ? asked.history.texts : textsBefore(asked, known)
  return (known.callsOf.get(asked.question) ?? [])
    .filter((call) => toldBefore(call).join('\n') !== wanted.join('\n'))
    .map(
      (call) =>
        `Call ${call.id} got ${JSON.stringify(call.contents)}; the expected history is ${JSON.stringify(wanted)}.`,
    )
}

function textsBefore({ history }: Asked, known: Known): string[] {
  if (history.kind !== 'chain' || !history.parent) return []
  const { parent } = history
  const followed = known.byId.get(parent.told.at(-1)?.jobId ?? [...parent.jobIds].at(-1)!)
  const answer = followed?.answers[0]
  return [...textsBefore(parent, known), ...(answer ? [parent.question, answer.content] : [])]
}

/** No attempt calls the model twice, except if a kept-alive connection broke before an answer. */
function checkCalls({ question }: Asked, { jobsOf, callsOf }: Known): string[] {
  const attempts = (jobsOf.get(question) ?? []).reduce((sum, { attempt }) => sum + attempt, 0)
  const calls = (callsOf.get(question) ?? []).filter(({ behaviour }) => behaviour !== 'hangs').length
  return calls > attempts ? [`"${question}" had ${attempts} attempts and ${calls} calls.`] : []
}

function checkUnasked({ jobs, openai, clients }: Evidence): string[] {
  const asked = new Set([
    ...openai.asked.map(({ question }) => question),
    ...clients.sent.map(({ message }) => message),
  ])
  return jobs
    .filter(({ question }) => !asked.has(question))
    .map(({ id, question }) => `${id} has the question "${question}", which no caller asked.`)
}

const keptMs = 15 * 60_000
/** The largest difference between a transaction's start and an end within it. */
const clockMs = 60_000

/** Only transient conversations are deleted, and not before 15 minutes after their job has ended. */
function checkKept({ conversations, openai }: Evidence, { jobsOf }: Known): string[] {
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]))
  const early = conversations
    .filter(({ deleted_at, expires_at }) => deleted_at && (!expires_at || deleted_at < expires_at))
    .map(({ id }) => `Conversation ${id} was deleted too early.`)
  const wrongExpiries = openai.asked.flatMap(({ question, history, body }) => {
    const isTransient = history.kind === 'transcript' || body.store === false
    return (jobsOf.get(question) ?? []).flatMap(({ id, conversation_id, finished_at }) => {
      const expires = byId.get(conversation_id)?.expires_at ?? null
      const isKept = expires !== null && Number(expires) >= Number(finished_at) + keptMs - clockMs
      return (isTransient ? isKept : expires === null)
        ? []
        : [`${id} ended at ${finished_at?.toISOString()} and is kept until ${expires?.toISOString()}.`]
    })
  })
  return [...early, ...wrongExpiries]
}
