import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fuzz } from './run.ts'
import { type Answer, type Send, sender } from './send.ts'
import { type Stage, startStage } from './stage.ts'
import type { Wire } from './wire.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage(16_800)
})
afterAll(() => stage?.close())

const seed = Number(process.env.FUZZ_SEED || randomInt(2 ** 31))
const isSuccess = (outcome: string) => outcome.startsWith('2') || outcome === 'mcp done'

it('answers 5,000 requests, fitting and broken, as documented, without a failure or a stray row', async () => {
  process.stdout.write(`FUZZ_SEED=${seed}\n`)
  const { violations, requests, answers } = await fuzz({ ...stage, seed, requests: 5_000 })
  expect(violations, `FUZZ_SEED=${seed}`).toEqual([])
  expect(requests).toBeGreaterThanOrEqual(5_000)
  // What never succeeds is not reached: its requests lead nowhere.
  const outcomes = Object.entries(answers).map(([id, counts]) => [id, Object.keys(counts)] as const)
  expect(outcomes.filter(([, names]) => !names.some(isSuccess))).toEqual([])
  expect(outcomes.filter(([, names]) => names.every(isSuccess))).toEqual([])
}, 300_000)

describe('the fuzzer reports', () => {
  const insertUser = () =>
    stage.database.query('insert into users (user_id) values ($1)', [`stray-${crypto.randomUUID()}`])
  const spoils: [string, RegExp, (answer: Answer, wire: Wire) => Promise<Answer> | Answer][] = [
    ['a failure of the server', /The server failed/, (answer) => ({ ...answer, status: 500 })],
    [
      'a member that is not documented',
      /additional properties.*surplus/,
      (answer) => ({ ...answer, body: withSurplus(answer.body) }),
    ],
    ['a status that is not documented', /No such status/, (answer) => ({ ...answer, status: 418 })],
    [
      'what is taken although it is ruled out',
      /taken although/,
      (answer) => (answer.status === 400 ? { ...answer, status: 200 } : answer),
    ],
    ['what is let in without its key', /should be 401/, (answer) => ({ ...answer, status: 404 })],
    [
      'a row that a refused request has left',
      /changed rows: insert users/,
      async (answer) => {
        if (answer.status >= 400) await insertUser()
        return answer
      },
    ],
    [
      'a row that a read has left',
      /changed rows: insert users/,
      async (answer, { method }) => {
        if (method === 'GET') await insertUser()
        return answer
      },
    ],
  ]
  it.each(spoils)('%s', async (_, text, spoil) => {
    const plain = sender(stage.url)
    const send: Send = async (wire) => {
      const answer = await plain.send(wire)
      return answer && spoil(answer, wire)
    }
    const { violations } = await fuzz({ ...stage, seed, requests: 200, send }).finally(() => plain.close())
    expect(violations.join('\n')).toMatch(text)
  })

  it('a job that was left without an end', async () => {
    const { rows } = await stage.database.query(
      `update conversations set open_jobs = open_jobs + 1
       where id = (select min(id) from conversations) returning id`,
    )
    const { violations } = await fuzz({ ...stage, seed, requests: 1 })
    expect(violations).toContain(`Conversation ${rows[0].id} counts 1 open jobs.`)
  })
})

const withSurplus = (body: unknown) => {
  const { data, ...rest } = Object(body)
  return { ...rest, ...(data !== undefined && { data: { ...data, surplus: 1 } }) }
}
