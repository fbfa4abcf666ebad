import { setTimeout as sleep } from 'node:timers/promises'
import { checkRows } from '#tests/support/check-rows'
import { readDatabase } from '#tests/support/rows'
import type { Call } from './model.ts'
import { outages } from './outages.ts'
import { type Place, setUp } from './place.ts'

/**
 * `npm run recovery`: causes outages while 300 accepted turns are open. Prints how long after each outage the last turn
 * ended, and fails if a turn was lost, doubled, out of order, or not in the ledger.
 */
const conversations = 100
const turns = 3
const timeoutMs = 120_000

type Row = { outage: string; open: number; seconds: number; callsLost: number; violations: string[] }

async function acceptAll(place: Place, name: string): Promise<void> {
  const send = async (conversation: number) => {
    for (let turn = 1; turn <= turns; turn++) {
      const { url } = place.servers[conversation % place.servers.length]!
      const sessionId = `${name}-${conversation}`
      const body = { userId: sessionId, sessionId, message: `Turn ${turn} of ${sessionId}`, wait: 0 }
      const response = await fetch(`${url}/api/chat`, {
        method: 'POST',
        headers: { 'x-api-key': place.key, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (response.status !== 202) throw new Error(`Not accepted: ${await response.text()}`)
    }
  }
  await Promise.all(Array.from({ length: conversations }, (_, conversation) => send(conversation)))
}

async function countOpen({ database }: Place): Promise<number> {
  const { rows } = await database.query<{ open: number }>(
    `select count(*)::int as open from jobs where status in ('queued', 'running')`,
  )
  return rows[0]!.open
}

async function run(place: Place, outage: string): Promise<Row> {
  const before = place.model.calls.length
  await acceptAll(place, `outage-${before}`)
  const open = await countOpen(place)
  await outages[outage]!(place)
  const backMs = Date.now()
  while ((await countOpen(place).catch(() => 1)) > 0 && Date.now() < backMs + timeoutMs) await sleep(50)
  const seconds = (Date.now() - backMs) / 1000
  const { callsLost, violations } = await judge(place, place.model.calls.slice(before))
  return { outage, open, seconds, callsLost, violations }
}

/** A call is lost if its answer was lost with its worker: the model was called again, and the turn has one answer. */
async function judge({ database }: Place, calls: Call[]) {
  const evidence = await readDatabase(database)
  const paid = new Set(evidence.ledger.map(({ completion_tokens }) => completion_tokens))
  const violations = checkRows(evidence)
  const byConversation = Map.groupBy(evidence.jobs, (job) => job.conversation_id)
  for (const jobs of byConversation.values())
    for (const [index, job] of jobs.entries()) {
      const previous = jobs[index - 1]
      if (previous && job.started_at! < previous.finished_at!)
        violations.push(`${job.id} started before ${previous.id} ended.`)
      if (job.answers[0]?.content !== `Answer to: ${job.question}`)
        violations.push(`${job.id} has the answer ${job.answers[0]?.content}.`)
    }
  const callsLost = calls.filter(({ id, isAnswered }) => isAnswered && !paid.has(id)).length
  return { callsLost, violations }
}

function render(rows: Row[]): string {
  const width = Math.max(...rows.map(({ outage }) => outage.length))
  const head = `${'outage'.padEnd(width)}   open  seconds until all have ended  answers lost with a process  violations`
  const lines = rows.map(({ outage, open, seconds, callsLost, violations }) =>
    [
      outage.padEnd(width),
      String(open).padStart(6),
      seconds.toFixed(1).padStart(29),
      String(callsLost).padStart(28),
      String(violations.length).padStart(11),
    ].join(' '),
  )
  return [head, ...lines, ...rows.flatMap(({ violations }) => violations)].join('\n')
}

const place = await setUp()
const rows: Row[] = []
try {
  for (const outage of Object.keys(outages)) {
    process.stderr.write(`${outage} …\n`)
    rows.push(await run(place, outage))
    // Restart everything for the next outage, including servers that were stopped permanently.
    await Promise.all(place.servers.map((server) => server.close()))
    await place.startServers()
  }
} catch (error) {
  for (const server of place.servers) process.stderr.write(server.output())
  throw error
} finally {
  await place.close()
}
process.stdout.write(`${render(rows)}\n`)
if (rows.some(({ violations }) => violations.length > 0)) process.exitCode = 1
