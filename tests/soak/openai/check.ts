import type { Evidence, Job } from '../evidence.ts'
import type { Call } from '../model.ts'
import type { Asked } from './asked.ts'

/** Who asked by `/v1` was told what is stored, and each request is one job that was told its own history. */
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

/** What a model is told of a call whose result never came. */
const notRun = 'The tool was not run: the conversation went on without its result.'

/** What a call was told before its question. */
export const toldBefore = ({ contents }: Call): string[] =>
  contents.slice(0, -1).filter((text) => text !== notRun)

/** A request is one job however often it was made, but where nobody could know that it was a retry. */
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
    if (byId.get(id)?.question !== question) violations.push(`"${question}" was told of ${id}.`)
  return violations
}

/** How long an answer is remembered for a retry that has no key, less the time in which it is on its way. */
const rememberedMs = 14_000

/** How long KV is away at most, once it was stopped. */
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
  // One that has failed is no answer, and a retry asks once more.
  if (ended && before.status !== 'completed' && ended <= job.created_at) return true
  return isForgotten || (ended !== null && Number(job.created_at) - Number(ended) > rememberedMs)
}

/** Who had an answer to the end had the stored one, whole. */
function checkTold({ question, told, outcome }: Asked, { jobsOf, byId }: Known): string[] {
  const violations = told
    .filter(({ jobId, text }) => {
      const job = byId.get(jobId)
      return text === '' || job?.question !== question || job.answers[0]?.content !== text
    })
    .map(({ jobId, text }) => `The caller of ${jobId} was told: ${text}.`)
  const statuses = (jobsOf.get(question) ?? []).map(({ status }) => status)
  if (outcome === 'failed' && !statuses.includes('failed'))
    violations.push(`"${question}" was told to have failed, and is ${statuses.join(', ')}.`)
  if (outcome === 'cancelled' && !statuses.includes('cancelled'))
    violations.push(`"${question}" was told to be cancelled, and is ${statuses.join(', ')}.`)
  return violations
}

/** A transcript, or the answered ones of the responses that it follows, in their order, and nothing else. */
function checkHistory(asked: Asked, known: Known): string[] {
  if (asked.history.kind === 'session') return []
  const wanted = asked.history.kind === 'transcript' ? asked.history.texts : textsBefore(asked, known)
  return (known.callsOf.get(asked.question) ?? [])
    .filter((call) => toldBefore(call).join('\n') !== wanted.join('\n'))
    .map(
      (call) => `Call ${call.id} was told ${JSON.stringify(call.contents)} after ${JSON.stringify(wanted)}.`,
    )
}

function textsBefore({ history }: Asked, known: Known): string[] {
  if (history.kind !== 'chain' || !history.parent) return []
  const { parent } = history
  const followed = known.byId.get(parent.told.at(-1)?.jobId ?? [...parent.jobIds].at(-1)!)
  const answer = followed?.answers[0]
  return [...textsBefore(parent, known), ...(answer ? [parent.question, answer.content] : [])]
}

/** No attempt asks the model twice. */
function checkCalls({ question }: Asked, { jobsOf, callsOf }: Known): string[] {
  const attempts = (jobsOf.get(question) ?? []).reduce((sum, { attempt }) => sum + attempt, 0)
  const calls = callsOf.get(question)?.length ?? 0
  return calls > attempts ? [`"${question}" had ${attempts} attempts and ${calls} calls.`] : []
}

function checkUnasked({ jobs, openai, clients }: Evidence): string[] {
  const asked = new Set([
    ...openai.asked.map(({ question }) => question),
    ...clients.sent.map(({ message }) => message),
  ])
  return jobs
    .filter(({ question }) => !asked.has(question))
    .map(({ id, question }) => `${id} asks "${question}", which nobody asked.`)
}

const keptMs = 15 * 60_000
/** Of the time of a transaction's begin and of an end in it. */
const clockMs = 60_000

/** Only what is not to be kept is ever deleted, and not before 15 minutes after its job has ended. */
function checkKept({ conversations, openai }: Evidence, { jobsOf }: Known): string[] {
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]))
  const early = conversations
    .filter(({ deleted_at, expires_at }) => deleted_at && (!expires_at || deleted_at < expires_at))
    .map(({ id }) => `Conversation ${id} was deleted before its time.`)
  const mistaken = openai.asked.flatMap(({ question, history, body }) => {
    const isTransient = history.kind === 'transcript' || body.store === false
    return (jobsOf.get(question) ?? []).flatMap(({ id, conversation_id, finished_at }) => {
      const expires = byId.get(conversation_id)?.expires_at ?? null
      const isKept = expires !== null && Number(expires) >= Number(finished_at) + keptMs - clockMs
      return (isTransient ? isKept : expires === null)
        ? []
        : [`${id} ended at ${finished_at?.toISOString()} and is kept until ${expires?.toISOString()}.`]
    })
  })
  return [...early, ...mistaken]
}
