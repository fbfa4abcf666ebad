import { parseArgs } from 'node:util'
import type { Client } from 'pg'
import { captureStatements, type SentStatement, startDatabase } from './database.ts'
import { closeAll, onClose, print } from './program.ts'

/**
 * `npm run bench:usage`: the database time of `GET /api/usage` with a year of usage in the ledger, and PostgreSQL's query
 * plans. --rows N (1000000), --repeat N (200), --plans prints the full plans.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    repeat: { type: 'string', default: '200' },
    plans: { type: 'boolean', default: false },
  },
})
const rows = Number(values.rows)
const repeat = Number(values.repeat)
const users = 200
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

try {
  await bench()
} finally {
  await closeAll()
}

async function bench(): Promise<void> {
  const database = await startDatabase('usage', { onClose })
  const sent = captureStatements()
  const { rollUpUsage } = await import('#lib/metering/rollup')
  const { getUsage } = await import('#lib/usage/operations')
  const { owner } = await import('#lib/auth/caller')
  const { getUsageQuery } = await import('#lib/usage/schema')

  let started = performance.now()
  await fill(database)
  print(`${rows} ledger rows of ${users} users and 4 models in a year: ${seconds(started)}`)
  started = performance.now()
  let batches = 0
  for (let done = await rollUpUsage(); done > 1; done = await rollUpUsage()) batches += done
  const { rows: kept } = await database.query('select count(*)::int as n from usage_rollups')
  print(`Rolled up in ${batches} batches to ${kept[0].n} rows: ${seconds(started)}`)
  await database.query('vacuum analyze')
  started = performance.now()
  await rollUpUsage()
  print(`One more hourly run: ${seconds(started)}`)

  for (const [name, query] of queries()) {
    const input = getUsageQuery.parse(query)
    const ask = () => getUsage.run(input, owner)
    const times: number[] = []
    for (let i = 0; i < repeat + 5; i++) {
      const start = performance.now()
      await ask()
      if (i >= 5) times.push(performance.now() - start)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1)
    print(`\n${name}\n  p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
    await explain(database, sent())
  }
}

/** A year of calls up to now. As in practice, a few users make most of them. */
async function fill(database: Client): Promise<void> {
  await database.query(`insert into users (user_id) select 'user-' || n from generate_series(1, ${users}) n`)
  await database.query(
    `insert into usage_ledger (job_id, attempt, user_id, model, prompt_tokens, cached_tokens, completion_tokens,
                               reasoning_tokens, total_tokens, latency_ms, cost, currency, is_answer, created_at)
     select 'job_' || n, 1, 1 + floor(${users} * power(random(), 2)), 'model-' || floor(4 * power(random(), 2)),
            1000, 200, 300, 100, 1300, 400 * exp(3 * random()), 0.00025, 'USD', n % 20 > 0,
            now() - interval '365 days' * (1 - n::float / $1)
     from generate_series(1, $1::int) n`,
    [rows],
  )
  await database.query(
    `insert into usage_failures (job_id, attempt, user_id, model, error_code, created_at)
     select job_id, attempt, user_id, model, 'model_timeout', created_at from usage_ledger
     where not is_answer and right(job_id, 2) = '00'`,
  )
  await database.query('vacuum analyze')
}

function queries(): [name: string, query: Record<string, string>][] {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
  return [
    ['One user, the last 30 days by day in Seoul', { userId: 'user-7', timezone: 'Asia/Seoul' }],
    ['One user, the last 24 hours by model', { userId: 'user-7', granularity: 'hour', groupBy: 'model' }],
    [
      'One user, a year by month in New York',
      { userId: 'user-7', granularity: 'month', timezone: 'America/New_York' },
    ],
    ['Everybody, the last 24 hours', { granularity: 'hour' }],
    ['Everybody, the last 30 days by day', {}],
    ['Everybody, the last 30 days by day in Kolkata', { timezone: 'Asia/Kolkata' }],
    ['Everybody, a year by month', { granularity: 'month' }],
    [
      'Everybody, a year by month in New York, by user',
      { granularity: 'month', timezone: 'America/New_York', groupBy: 'user' },
    ],
    ['Everybody, a year by day', { from: ago(365) }],
  ]
}

/** Prints the table reads and times of a plan, or the whole plan. */
async function explain(database: Client, { query, params }: SentStatement): Promise<void> {
  const { rows: lines } = await database.query(`explain (analyze, buffers) ${query}`, params)
  const plan = lines.map((line) => String(line['QUERY PLAN']))
  const telling = /Scan (using|on) \w*usage_|(Planning|Execution) Time|JIT|Buffers: (?=.*)/
  const shown = values.plans
    ? plan
    : plan.filter((line, i) => telling.test(line) && (i < 2 || !/Buffers/.test(line)))
  for (const line of shown) print(`  ${line.replace(/\(cost=[^)]*\) /, '')}`)
}
