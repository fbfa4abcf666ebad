import type { Pipeline } from '@upstash/redis'
import { z } from 'zod'
import { kv } from '#lib/kv/index'
import { fromPico, toPico } from '#lib/metering/money'
import { tunables } from '#lib/tunables'

/** The amounts that one model call adds to the counters. */
export type CallAmounts = { totalTokens: number; cost?: string | null }

const counters = z.object({
  requests: z.coerce.number().int(),
  totalTokens: z.coerce.number().int(),
  costPico: z
    .union([z.int(), z.string().regex(/^-?\d+$/)])
    .transform(BigInt)
    .default(0n),
})
export type Counters = z.infer<typeof counters>

/** The fields of a counter, in the order of the rebuild scripts. */
export const counterFields = ['requests', 'totalTokens', 'costPico'] as const

/** Returns the keys of a user's counters for the day and the month (UTC) of `at`. */
export function counterKeys(userId: string, at: Date): [day: string, month: string] {
  const day = at.toISOString().slice(0, 10)
  return [`counters:${userId}:${day}`, `counters:${userId}:${day.slice(0, 7)}`]
}

/** Returns every key that may still hold counters of a user at `at`. Counters expire after `countersSeconds`. */
export function allCounterKeys(userId: string, at: Date): string[] {
  const dayMs = 86_400_000
  const days = Math.ceil((tunables.countersSeconds * 1000) / dayMs) + 1
  // Includes the next day, because the clocks of the workers differ.
  const moments = Array.from({ length: days + 1 }, (_, i) => new Date(at.getTime() + (1 - i) * dayMs))
  // Several days share a month, so the list contains duplicates.
  return [...new Set(moments.flatMap((moment) => counterKeys(userId, moment)))]
}

/** One command instead of up to eight. `pcall` leaves a key of another type unchanged and continues with the next key. */
const addToCounters = `
  for _, key in ipairs(KEYS) do
    redis.pcall('HINCRBY', key, 'requests', 1)
    redis.pcall('HINCRBY', key, 'totalTokens', ARGV[1])
    if ARGV[2] ~= '0' then redis.pcall('HINCRBY', key, 'costPico', ARGV[2]) end
    redis.pcall('EXPIRE', key, ARGV[3])
  end
  return 1`

/** Queues a pipeline command that adds one model call to its user's counters. */
export function addCall(
  pipeline: Pipeline,
  userId: string,
  at: Date,
  { totalTokens, cost }: CallAmounts,
): void {
  const costPico = toPico(cost ?? '0')
  const added = [totalTokens, costPico > 0n ? costPico : 0n, tunables.countersSeconds].map(String)
  pipeline.eval(addToCounters, counterKeys(userId, at), added)
}

/** Counts a model call without an answer, or with an answer that came too late. */
export async function countCall(userId: string, at: Date, counted: CallAmounts): Promise<void> {
  const pipeline = kv().pipeline()
  addCall(pipeline, userId, at, counted)
  await pipeline.exec()
}

/** Parses a counter value from KV. Returns zeros for a missing value, and null for a value that is not a counter. */
export function parseCounters(value: unknown): Counters | null {
  return counters.safeParse(value ?? { requests: 0, totalTokens: 0 }).data ?? null
}

/** Converts a counter value from KV for the API. */
export function toCountersView(value: unknown) {
  const parsed = parseCounters(value)
  if (!parsed) return null
  const { requests, totalTokens, costPico } = parsed
  return { requests, totalTokens, cost: fromPico(costPico < 0n ? 0n : costPico) }
}
