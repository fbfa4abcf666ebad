import { parseArgs } from 'node:util'
import type { Client } from 'pg'
import { captureStatements, type SentStatement, startDatabase } from './database.ts'
import { closeAll, onClose, print } from './program.ts'
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
try {
  process.exitCode = (await bench()) ? 0 : 1
} finally {
  await closeAll()
}

/** True if no statement touched too many pages. */
async function bench(): Promise<boolean> {
  const database = await startDatabase('scale', { fsync: false, onClose })
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

/** The time of a statement and the pages that it touched, including those of functions that it calls. */
async function explain(
  database: Client,
  { query, params }: SentStatement,
): Promise<{ ms: number; buffers: number }> {
  const { rows } = await database.query(`explain (analyze, buffers, format json) ${query}`, params)
  const [{ Plan: plan, 'Planning Time': planning, 'Execution Time': execution }] = rows[0]['QUERY PLAN']
  const buffers = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  return { ms: planning + execution, buffers }
}
