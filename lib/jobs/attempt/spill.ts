import { z } from 'zod'
import type { Item } from '#lib/items/types'
import type { AnswerMetadata } from '#lib/jobs/view'
import { kv } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import type { Spent } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** An answer that is paid for but not stored yet. */
export type Spilled = {
  content: string
  items?: Item[] | undefined
  metadata: AnswerMetadata
  spent: Spent
}

// The server wrote this value itself, so a few fields are enough to recognize it.
const fields = z.looseObject({
  content: z.string(),
  metadata: z.looseObject({ model: z.string() }),
  spent: z.looseObject({ model: z.string(), totalTokens: z.int() }),
})

const isSpilled = (value: unknown): value is Spilled => fields.safeParse(value).success

const keyOf = (jobId: string, attempt: number) => `answer:${jobId}:${attempt}`

/**
 * Keeps an answer in KV for the job's next attempt while the database is down. It is lost only if this process and KV
 * fail too. False when KV is down as well.
 */
export async function spillAnswer(held: { id: string; attempt: number }, answer: Spilled): Promise<boolean> {
  const key = keyOf(held.id, held.attempt)
  const stored = await kv().set(key, answer, { ex: tunables.deadlineSeconds }).catch(withoutKv('answer'))
  return stored !== undefined
}

/** The answer of the latest of these attempts that has one in KV. */
export async function findSpilled(
  jobId: string,
  attempts: number[],
): Promise<{ attempt: number; answer: Spilled } | undefined> {
  // Read from the primary: a replica may not have it yet.
  const found = await kv()
    .mget<unknown[]>(attempts.map((attempt) => keyOf(jobId, attempt)))
    .catch(withoutKv('answer'))
  for (const [i, value] of [...(found ?? []).entries()].reverse()) {
    if (isSpilled(value)) return { attempt: attempts[i]!, answer: value }
  }
  return undefined
}

/** Deletes an answer that is stored by now, or that is no longer needed. */
export async function deleteSpilled({ id, attempt }: { id: string; attempt: number }): Promise<void> {
  await kv().del(keyOf(id, attempt)).catch(withoutKv('answer'))
}
