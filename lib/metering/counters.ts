import type { Pipeline } from '@upstash/redis'
import { z } from 'zod'
import { kv } from '#lib/kv/index'
import { fromPico, toPico } from '#lib/metering/money'
import { tunables } from '#lib/tunables'

/** What one model call adds to the counters. */
export type Counted = { totalTokens: number; cost?: string | null }

const counters = z.object({
  requests: z.coerce.number().int(),
  totalTokens: z.coerce.number().int(),
  costPico: z
    .union([z.int(), z.string().regex(/^-?\d+$/)])
    .transform(BigInt)
    .default(0n),
})
export type Counters = z.infer<typeof counters>

/** The fields of a counter, in the order in which the rebuilding script has them. */
export const counterFields = ['requests', 'totalTokens', 'costPico'] as const

/** The keys of a user's counters at a moment: of its day and of its month (UTC). */
export function counterKeys(userId: string, at: Date): [day: string, month: string] {
  const day = at.toISOString().slice(0, 10)
  return [`counters:${userId}:${day}`, `counters:${userId}:${day.slice(0, 7)}`]
}

/** Every key under which counters of a user may be left at a moment: they live for `countersSeconds`. */
export function allCounterKeys(userId: string, at: Date): string[] {
  const dayMs = 86_400_000
  const days = Math.ceil((tunables.countersSeconds * 1000) / dayMs) + 1
  // One ahead: the clocks of the workers differ.
  const moments = Array.from({ length: days + 1 }, (_, i) => new Date(at.getTime() + (1 - i) * dayMs))
  // A month's counters live on after its last call.
  return [...new Set(moments.flatMap((moment) => counterKeys(userId, moment)))]
}

/** One command in the place of up to eight. A key that holds something else keeps it, and does not hold up the other. */
const addToCounters = `
  for _, key in ipairs(KEYS) do
    redis.pcall('HINCRBY', key, 'requests', 1)
    redis.pcall('HINCRBY', key, 'totalTokens', ARGV[1])
    if ARGV[2] ~= '0' then redis.pcall('HINCRBY', key, 'costPico', ARGV[2]) end
    redis.pcall('EXPIRE', key, ARGV[3])
  end
  return 1`

/** Adds one model call to its user's counters, as a command of a pipeline. */
export function addCall(pipeline: Pipeline, userId: string, at: Date, { totalTokens, cost }: Counted): void {
  const costPico = toPico(cost ?? '0')
  const added = [totalTokens, costPico > 0n ? costPico : 0n, tunables.countersSeconds].map(String)
  pipeline.eval(addToCounters, counterKeys(userId, at), added)
}

/** Counts a model call that gave no answer, or one that came too late. */
export async function countCall(userId: string, at: Date, counted: Counted): Promise<void> {
  const pipeline = kv().pipeline()
  addCall(pipeline, userId, at, counted)
  await pipeline.exec()
}

/** What the KV holds under a key of counters, zeros for nothing; null when it is something else. */
export function parseCounters(value: unknown): Counters | null {
  return counters.safeParse(value ?? { requests: 0, totalTokens: 0 }).data ?? null
}

/** Counters as callers see them. */
export function shownCounters(value: unknown) {
  const parsed = parseCounters(value)
  if (!parsed) return null
  const { requests, totalTokens, costPico } = parsed
  return { requests, totalTokens, cost: fromPico(costPico < 0n ? 0n : costPico) }
}
