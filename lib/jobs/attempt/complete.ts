import type { Item } from '#lib/items/types'
import { wireOf } from '#lib/items/wire'
import { type NewestHistory, publishAnswer, usesHistoryCache } from '#lib/jobs/attempt/cache'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import { countSpent } from '#lib/jobs/attempt/count'
import type { Attempt } from '#lib/jobs/attempt/settle'
import type { Settlement } from '#lib/jobs/attempt/settle-store'
import { settleWithRetry } from '#lib/jobs/attempt/settle-with-retry'
import { withPrice } from '#lib/jobs/attempt/spent'
import { deleteSpilled, type Spilled } from '#lib/jobs/attempt/spill'
import { dispatchFollowing } from '#lib/jobs/dispatch'
import { announceLocally } from '#lib/jobs/events'
import { measureAttempt, measureEnd } from '#lib/jobs/measure'
import { toJobView } from '#lib/jobs/view'
import { withoutKv } from '#lib/kv/unavailable'
import { log } from '#lib/log'
import type { Answer } from '#lib/models/answer'
import { maxHistoryTokens } from '#lib/models/fit'
import { type SizedMessage, trimHistory } from '#lib/models/prompt'
import type { Spent } from '#lib/models/types'
import type { Outcome } from '#lib/queue/outcome'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

/** Stores an answer, notifies the waiting requests, and dispatches what follows. */
export async function completeAttempt(attempt: Attempt, answer: Answer): Promise<Outcome> {
  const { claim, history, models, modelIndex, model: asked, troubled } = attempt
  const { content, items, finishReason } = answer
  const spent = withPrice(answer.spent)
  const { promptTokens, completionTokens, totalTokens, model } = spent
  const usage = { promptTokens, completionTokens, totalTokens }
  const fellBack = modelIndex > 0 ? [`${models[0]} could not answer, so ${asked} answered.`] : []
  const warnings = [...fellBack, ...attempt.warnings, ...answer.warnings]
  const thoughts = cutText(answer.thoughts, tunables.thoughtsCharactersMax)
  const metadata = {
    model,
    usage,
    finishReason,
    ...(warnings.length > 0 && { warnings }),
    ...(thoughts && { thoughts }),
    ...(attempt.writer?.isRevisedBy(wireOf({ response: content, items: items ?? [] })) && {
      isRevised: true,
    }),
  }
  const { id, attempt: number, user_id } = claim.job
  // Batches that lock the server's budget and the users' budgets could deadlock.
  const order = claim.isBudgeted ? undefined : user_id
  const ended = await settleWithRetry(
    { id, attempt: number, order, claimedVersion: versionToCache(claim) },
    { status: 'completed', answer: { content, items, metadata }, spent },
  )
  measureAttempt(ended ? 'completed' : 'overtaken')
  log('info', ended ? 'attempt.completed' : 'attempt.overtaken', {
    jobId: id,
    attempt: number,
    model,
    finishReason,
    promptTokens,
    completionTokens,
    durationMs: Math.round(performance.now() - attempt.startedAt),
  })
  if (ended)
    return afterAnswer(claim, history, answer, ended, {
      counted: spent,
      ...(troubled && { recovered: asked }),
    })
  await countSpent(claim, ended, spent)
  return { kind: 'duplicate' }
}

/** Stores the answer that an earlier attempt left in KV. Its cost is already in the ledger. */
export async function completeFromSpill(
  claim: Claim,
  history: SizedMessage[],
  { content, items, metadata }: Spilled,
): Promise<Outcome> {
  const held = { ...claim.job, claimedVersion: versionToCache(claim) }
  const ended = await settleWithRetry(held, {
    status: 'completed',
    answer: { content, items, metadata },
  })
  if (!ended) return { kind: 'duplicate' }
  await Promise.all((claim.lost ?? []).map(({ attempt }) => deleteSpilled({ id: claim.job.id, attempt })))
  return afterAnswer(claim, history, { content, items }, ended, {})
}

const versionToCache = ({ version }: Claim) => (usesHistoryCache() ? version : undefined)

/** The model's answer, as it is stored. */
type StoredAnswer = Pick<Answer, 'content'> & { items?: Item[] | undefined }

type Effects = { counted?: Spent; recovered?: string }

async function afterAnswer(
  claim: Claim,
  history: SizedMessage[],
  said: StoredAnswer,
  ended: NonNullable<Settlement>,
  effects: Effects,
): Promise<Outcome> {
  const job = toJobView(ended.row)
  measureEnd(ended.row)
  const { isTransient } = claim.job.params
  // First answer the request that waits in this process, then notify the others.
  announceLocally(job)
  await Promise.all([
    publishAnswer({
      userId: claim.job.user_id,
      job,
      newest: ended.isNewest && !isTransient ? newestAfter(claim, history, said, ended.version) : null,
      ...effects,
    }).catch(withoutKv('answer')),
    dispatchFollowing(ended),
  ])
  return { kind: 'done' }
}

function newestAfter(
  claim: Claim,
  history: SizedMessage[],
  said: StoredAnswer,
  version: string,
): NewestHistory {
  const { message, items, job } = claim
  const asked = { role: 'user' as const, content: message, ...(items && { items }) }
  const answered = {
    role: 'assistant' as const,
    content: said.content,
    ...(said.items && { items: said.items }),
  }
  const messages = () => trimHistory([...history, asked, answered], undefined, maxHistoryTokens(job.params))
  return { version, turn: claim.job.turn, messages }
}
