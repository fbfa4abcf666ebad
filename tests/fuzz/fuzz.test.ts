import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fuzz, isReached } from './run.ts'
import { type Answer, type Send, sender } from './send.ts'
import { type Stage, startStage } from './stage.ts'
import type { Wire } from './wire.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage(16_800)
})
afterAll(() => stage?.close())

// The test makes the same requests each time. `npm run fuzz` uses a random seed.
const seed = Number(process.env.FUZZ_SEED || 1_154_803_495)

it('answers 3,000 valid and invalid requests as documented, without server errors or unexpected row changes', async () => {
  process.stdout.write(`FUZZ_SEED=${seed}\n`)
  const { violations, requests, answers } = await fuzz({ ...stage, seed, requests: 3_000, reachesAll: true })
  // The server's log has the cause of its errors, which no answer shows.
  if (violations.length > 0) process.stdout.write(`${errorLines(stage.output())}\n`)
  expect(violations, `FUZZ_SEED=${seed}`).toEqual([])
  expect(requests).toBeGreaterThanOrEqual(3_000)
  // Each operation succeeded at least once and rejected at least one request.
  const outcomes = Object.entries(answers).map(([id, counts]) => [id, Object.keys(counts)] as const)
  expect(
    outcomes.filter(([, names]) => !names.some(isReached)),
    'No request of these operations succeeded. If requests alone cannot create a record, tests/fuzz/stage.ts must.',
  ).toEqual([])
  expect(
    outcomes.filter(([, names]) => names.every(isReached)),
    'No request of these operations was rejected.',
  ).toEqual([])
}, 600_000)

// With a fixed seed, so that the requests that these tests change are always made.
describe('the fuzzer reports', () => {
  const insertUser = () =>
    stage.database.query('insert into users (user_id) values ($1)', [`stray-${crypto.randomUUID()}`])
  const faults: [string, RegExp, (answer: Answer, wire: Wire) => Promise<Answer> | Answer][] = [
    ['a server error', /The server failed/, (answer) => ({ ...answer, status: 500 })],
    [
      'an undocumented member',
      /additional properties.*surplus/,
      (answer) => ({ ...answer, body: withSurplus(answer.body) }),
    ],
    ['an undocumented status', /No such status/, (answer) => ({ ...answer, status: 418 })],
    [
      'an invalid request that is accepted',
      /accepted although/,
      (answer) => (answer.status === 400 ? { ...answer, status: 200 } : answer),
    ],
    [
      'a request that is accepted without its key',
      /should be 401/,
      (answer) => (answer.status === 401 ? { ...answer, status: 404 } : answer),
    ],
    [
      'a row that a rejected request inserts',
      /changed rows: insert users/,
      async (answer) => {
        if (answer.status >= 400) await insertUser()
        return answer
      },
    ],
    [
      'a row that a read inserts',
      /changed rows: insert users/,
      async (answer, { method }) => {
        if (method === 'GET') await insertUser()
        return answer
      },
    ],
  ]
  it.each(faults)('%s', async (_, text, inject) => {
    const plain = sender(stage.url)
    const send: Send = async (wire) => {
      const answer = await plain.send(wire)
      return answer && inject(answer, wire)
    }
    const few = { seed: 1, requests: 100, only: ['createUser', 'getJob', 'updateUser', 'setBudget'] }
    const { violations } = await fuzz({ ...stage, ...few, send }).finally(() => plain.close())
    expect(violations.join('\n')).toMatch(text)
  })

  it('inconsistent rows at the end', async () => {
    const { rows } = await stage.database.query(
      `insert into users (user_id) values ('miscounted') returning id`,
    )
    await stage.database.query('insert into conversations (user_id, open_jobs) values ($1, 1)', [rows[0].id])
    const { violations } = await fuzz({ ...stage, seed, requests: 1 })
    await stage.database.query('delete from users where id = $1', [rows[0].id])
    expect(violations.join('\n')).toMatch(/counts 1 open jobs/)
  })
})

const errorLines = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.includes('"level":"error"'))
    .slice(0, 20)
    .join('\n')

const withSurplus = (body: unknown) => {
  const { data, ...rest } = Object(body)
  return { ...rest, ...(data !== undefined && { data: { ...data, surplus: 1 } }) }
}
