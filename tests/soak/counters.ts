import { setTimeout as sleep } from 'node:timers/promises'
import type { Profile } from './profile.ts'

type Options = {
  profile: Profile
  /** A running server. */
  server: { url: string; key: string }
}

type Sums = { requests: number; totalTokens: number }

const timeoutMs = 60_000

/**
 * Runs the rollup, then compares every user's counters of the day with the ledger. KV loses the counters in each outage.
 * Returns the differences.
 */
export async function checkCounters(options: Options): Promise<string[]> {
  const { database, runWorker } = options.profile
  // Older than the time in which a call may be in the ledger but not yet in KV.
  await database.query(`update usage_ledger set created_at = created_at - interval '2 minutes'`)
  await runWorker('rollup')
  const { rows } = await database.query<Sums & { userId: string }>(
    `select u.user_id as "userId", count(*)::int as requests, sum(l.total_tokens)::int as "totalTokens"
     from usage_ledger l join users u on u.id = l.user_id
     where l.created_at >= date_trunc('day', now(), 'UTC') group by 1`,
  )
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const violations = await differences(options, rows)
    if (violations.length === 0 || Date.now() > deadline) return violations
    await sleep(500)
  }
}

async function differences({ server }: Options, users: (Sums & { userId: string })[]): Promise<string[]> {
  const all = await Promise.all(
    users.map(async ({ userId, requests, totalTokens }) => {
      const response = await fetch(`${server.url}/api/users?userId=${userId}`, {
        headers: { 'x-api-key': server.key },
      })
      const today = ((await response.json()) as { data?: { today: Sums | null } }).data?.today
      const fits = today?.requests === requests && today.totalTokens === totalTokens
      return fits ? [] : [`${userId} has the counters ${JSON.stringify(today)}, but ${totalTokens} tokens.`]
    }),
  )
  return all.flat()
}
