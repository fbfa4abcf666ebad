import { Client } from 'pg'

type Kept = {
  jobs: number
  unfinished: number
  attempts: number
  questions: number
  answers: number
  ledger: number
}

/**
 * Checks that the database has each turn once: a job that completed at its first attempt, a question, an answer and a
 * ledger row. Also checks that the model got one call per turn. Throws an error that names the fault.
 */
export async function verifyTurns(databaseUrl: string, turns: number, modelCalls: number): Promise<void> {
  const kept = await readKept(databaseUrl)
  const { unfinished, ...counts } = kept
  const wrong = Object.entries({ ...counts, 'model calls': modelCalls })
    .filter(([, count]) => count !== turns)
    .map(([name, count]) => `${count} ${name}`)
  if (unfinished > 0) wrong.push(`${unfinished} unfinished jobs`)
  if (wrong.length > 0) throw new Error(`${turns} turns were answered, but there are ${wrong.join(', ')}.`)
}

async function readKept(databaseUrl: string): Promise<Kept> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Kept>(`
      select (select count(*)::int from jobs) as jobs,
             (select count(*)::int from jobs where status <> 'completed') as unfinished,
             (select coalesce(sum(attempt), 0)::int from jobs) as attempts,
             (select count(*)::int from messages where role = 'user') as questions,
             (select count(*)::int from messages where role = 'assistant') as answers,
             (select count(*)::int from usage_ledger) as ledger`)
    return rows[0]!
  } finally {
    await client.end()
  }
}
