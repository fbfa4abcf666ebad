import type { UsedUpBudget } from '#lib/budgets/schema'
import type { Hashes } from '#lib/chat/hash'
import type { TurnInput } from '#lib/chat/schema'
import { sql } from '#lib/db/index'
import { env } from '#lib/env'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import { modelForKey } from '#lib/models/allowed'
import type { JobParams } from '#lib/models/types'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { traceContext } from '#lib/telemetry/trace'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

export type AcceptedJob = {
  job_id: string
  conversation_id: number
  turn: number
  request_hash: string
  /** True while another message of the conversation is still being answered. */
  blocked: boolean
}

/** The new job, with its claim if its first attempt has begun. */
type NewlyAccepted = AcceptedJob & { kind: 'new'; claim: Claim | null }

/** The job of an earlier, equal request: `replayed` by its idempotency key, `repeated` without one. */
export type Prior = AcceptedJob & { kind: 'replayed' | 'repeated' }

/** `busy` and `over_budget` mean that nothing was stored. */
export type Accepted =
  | NewlyAccepted
  | Prior
  | (AcceptedJob & { kind: 'busy' })
  | { kind: 'over_budget'; budget: UsedUpBudget }

/**
 * The id of a new job, and the API key of the request (null for API_SECRET_KEY) with its list of models. The request is
 * counted by `endpoint`, by default that of the REST interface.
 */
export type NewJob = {
  id: string
  keyId?: string | null
  models?: readonly string[] | undefined
  endpoint?: string | undefined
}

/** The part of a claim that `accept_message` returns. The rest is known here. */
type ClaimedPart = Pick<Claim, 'version' | 'history' | 'isBudgeted' | 'nowMs'>
type Reply = Exclude<Accepted, NewlyAccepted> | (AcceptedJob & { kind: 'new'; claim: ClaimedPart | null })

/**
 * Stores a user's message and its job, and a new user and conversation if needed, in one statement, so an accepted
 * message always has a job. Given a process id, it also claims the job for that process if it is the job's turn.
 * Stores nothing if an earlier, equal request has a job, if `ifBusy` is `reject` and the conversation is busy, or if a
 * hard budget is used up. Undefined, and nothing stored, when the conversation is not this user's.
 */
export async function acceptMessage(
  newJob: NewJob,
  input: TurnInput,
  hashes: Hashes,
  process: string | null = null,
): Promise<Accepted | undefined> {
  const { userId, message, conversationId = null, sessionId = null, idempotencyKey = null } = input
  const { temperature, maxTokens, systemPrompt, callbackUrl = null } = input
  const { items = null } = input
  const isNew = input.afterTurn !== undefined || (conversationId === null && sessionId === null)
  const expiresInSeconds = isNew ? (input.expiresInSeconds ?? null) : null
  const { models } = newJob
  const model = input.model ?? modelForKey(models)
  const { leaseSeconds, deadlineSeconds, historyMessagesMax } = tunables
  const params: JobParams = {
    model,
    temperature,
    maxTokens,
    systemPrompt,
    models,
    stream: input.stream || undefined,
    request: input.request,
    response: input.response,
    historyTokensMax: input.items && env().V1_HISTORY_TOKENS,
    wholeHistory: wholeHistoryOf(input),
    isTransient: expiresInSeconds !== null || undefined,
    trace: traceContext(),
  }
  const [row] = await sql<{ reply: Reply | null }>('acceptMessage', userId)`
    select accept_message(
      ${newJob.id}, ${newJob.keyId ?? null}, ${userId}, ${conversationId}, ${sessionId}, ${message},
      ${JSON.stringify(input.metadata ?? {})}, ${titleOf(message)}, ${JSON.stringify(params)}, ${callbackUrl},
      ${idempotencyKey}, ${hashes.request}, ${hashes.content}, ${repeatSeconds(input)}, ${input.ifBusy === 'reject'},
      ${process}, ${leaseSeconds}, ${deadlineSeconds}, ${historyMessagesMax},
      ${items && JSON.stringify(items)}, ${expiresInSeconds}, ${input.afterTurn ?? null},
      ${newJob.endpoint ?? 'POST /api/chat'}) as reply`
  const reply = row!.reply
  if (reply?.kind !== 'new') return reply ?? undefined
  record(instruments.jobsAccepted, 1)
  return { ...reply, claim: reply.claim && firstClaim(reply, reply.claim, input, params) }
}

/** With `truncation: disabled`, a client wants an error instead of an answer to a truncated conversation. */
function wholeHistoryOf({ response, conversationId, afterTurn }: TurnInput): JobParams['wholeHistory'] {
  if (response?.truncation !== 'disabled') return undefined
  return afterTurn === undefined ? {} : { conversationId, afterTurn }
}

function firstClaim(accepted: AcceptedJob, begun: ClaimedPart, input: TurnInput, params: JobParams): Claim {
  const { job_id: id, conversation_id, turn } = accepted
  const first = { attempt: 1, counted: 1, modelIndex: 0, modelFailures: 0 }
  const secondsToDeadline = tunables.deadlineSeconds
  const job = { id, user_id: input.userId, conversation_id, turn, ...first, params, secondsToDeadline }
  const { message, items = null } = input
  return { state: 'claimed', job, message, items, lost: null, ...begun }
}

/** The job of an earlier, equal request, as `acceptMessage` finds it. Stores nothing. */
export async function findAccepted(input: TurnInput, hashes: Hashes): Promise<Prior | undefined> {
  const { userId, conversationId = null, sessionId = null, idempotencyKey = null } = input
  const [row] = await sql<{ reply: Prior | null }>('findAccepted')`
    select find_accepted(${userId}, ${conversationId}, ${sessionId}, ${idempotencyKey}, ${hashes.content},
                         ${repeatSeconds(input)}) as reply`
  return row!.reply ?? undefined
}

const titleOf = (message: string) =>
  cutText(message.trim().replace(/\s+/g, ' '), tunables.titleCharactersMax) || null

/**
 * An idempotency key already identifies a request, so no window is needed. A request with items never counts as a
 * repeat, because such clients repeat messages on purpose.
 */
const repeatSeconds = ({ idempotencyKey, items }: TurnInput) =>
  idempotencyKey === undefined && items === undefined ? env().REPEAT_WINDOW_SECONDS : 0
