import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { startNeonProxy } from '#emulators/neon/server'
import { freePort, randomPortBase } from '#local/ports'
import { startPostgres } from '#local/postgres'
import { migrate } from '#sql/migrate'
import { fill } from './scale-fill.ts'

/**
 * `npm run bench:scale`: fills a database with 1,000,000 messages, 200,000 conversations of one user, and 200,000 jobs,
 * and prints the time and the number of 8 KiB pages of the statement of each list and read. Fails if a statement touches
 * more than --buffers N pages (1000), as a scan of a table or index does, or more than 11,000 when it counts the rows of
 * a filter. --messages, --conversations, --jobs.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    conversations: { type: 'string', default: '200000' },
    jobs: { type: 'string', default: '200000' },
    buffers: { type: 'string', default: '1000' },
  },
})
const print = (text: string) => process.stdout.write(`${text}\n`)
const closers: (() => Promise<void>)[] = []
try {
  process.exitCode = (await bench()) ? 0 : 1
} finally {
  for (const close of closers.reverse()) await close()
}

/** True if no statement touched too many pages. */
async function bench(): Promise<boolean> {
  const database = await startDatabase()
  const started = performance.now()
  const { messages, conversations, jobs } = values
  const sizes = { messages: Number(messages), conversations: Number(conversations), jobs: Number(jobs) }
  await fill(database, sizes)
  print(
    `${messages} messages, ${conversations} conversations of one user, ${jobs} jobs: filled in ${Math.round((performance.now() - started) / 1000)} s\n`,
  )
  const sent = captureStatements()
  const { cases } = await import('./scale-cases.ts')
  print(`${'statement'.padEnd(58)}${'ms'.padStart(8)}${'buffers'.padStart(9)}`)
  let isBounded = true
  for (const { name, run, buffersMax = Number(values.buffers) } of await cases()) {
    await run()
    const { ms, buffers } = await explain(database, sent())
    const isScan = buffers > buffersMax
    if (isScan) isBounded = false
    print(
      `${name.padEnd(58)}${ms.toFixed(1).padStart(8)}${String(buffers).padStart(9)}${isScan ? '  SCANS' : ''}`,
    )
  }
  print(
    isBounded
      ? '\nNo statement touches too many pages.'
      : `\nSome statements touch more than ${values.buffers} pages.`,
  )
  return isBounded
}

async function startDatabase(): Promise<Client> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gpts-bench-'))
  closers.push(() => rm(dataDir, { recursive: true, force: true }))
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    port: await freePort(randomPortBase()),
    fsync: false,
  })
  closers.push(() => postgres.close())
  await postgres.createDatabase('scale')
  const url = postgres.url('scale')
  await migrate(url)
  const proxy = await startNeonProxy({ port: 0, pgHost: postgres.host, pgPort: postgres.port })
  closers.push(() => proxy.close())
  const unused = 'https://unused.invalid'
  Object.assign(process.env, {
    ...{ DATABASE_URL: url, NEON_PROXY_URL: proxy.url, API_SECRET_KEY: 'unused-unused-unused' },
    ...{ KV_REST_API_URL: unused, KV_REST_API_TOKEN: 'unused', PUBLIC_URL: unused, QSTASH_TOKEN: 'unused' },
    ...{ QSTASH_CURRENT_SIGNING_KEY: 'unused', QSTASH_NEXT_SIGNING_KEY: 'unused', OPENAI_API_KEY: 'unused' },
  })
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  closers.push(() => client.end())
  return client
}

type Sent = { query: string; params: unknown[] }

/** Returns a function that gives the last statement of a store. */
function captureStatements(): () => Sent {
  const send = globalThis.fetch
  let last: Sent | undefined
  globalThis.fetch = (url, init) => {
    if (typeof init?.body === 'string') last = JSON.parse(init.body)
    return send(url, init)
  }
  return () => last!
}

/** The time of a statement and the pages that it touched, including those of functions that it calls. */
async function explain(database: Client, { query, params }: Sent): Promise<{ ms: number; buffers: number }> {
  const { rows } = await database.query(`explain (analyze, buffers, format json) ${query}`, params)
  const [{ Plan: plan, 'Planning Time': planning, 'Execution Time': execution }] = rows[0]['QUERY PLAN']
  const buffers = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  return { ms: planning + execution, buffers }
}
