import { beforeAll, describe, expect, it } from 'vitest'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import { runClaim } from '#lib/jobs/attempt/run'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { kv } from '#lib/kv/index'
import { promptTokens, type SizedMessage, trimHistory } from '#lib/models/prompt'
import type { HistoryRow } from '#lib/models/types'
import { tunables } from '#lib/tunables'
import { accept, answerJob, claim } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import type { ModelCall } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { historyKey, run, versionOf, view } from '#tests/support/worker'

let services: Services
beforeAll(async () => {
  services = await useServices('hosted')
})

const contents = ({ messages }: ModelCall) => messages.map(({ content }) => content)

describe('the history in a prompt', () => {
  /** A conversation with one answered turn in the database and in the cache, and one more to answer. */
  async function secondTurn() {
    const userId = newUser()
    const first = await accept({ userId, message: unique('first') })
    await run(first)
    const { conversation_id: conversationId } = first
    const message = unique('second')
    const second = await accept({ userId, conversationId, message })
    const answer = (await view(first.job_id)).response!
    return { userId, conversationId, second, message, stored: [answer.slice('echo: '.length), answer] }
  }
  const cache = (conversationId: number, version: unknown, messages: HistoryRow[]) =>
    kv().set(historyKey(conversationId), {
      conversationId,
      version,
      turn: 1,
      messages: trimHistory(messages),
    })
  const current = (conversationId: number) => versionOf(services.database, conversationId)
  const marker: HistoryRow[] = [
    { role: 'user', content: 'marker from the cache' },
    { role: 'assistant', content: 'marked answer' },
  ]

  it('comes from the cache when the cache is current', async () => {
    const { conversationId, second, message } = await secondTurn()
    await cache(conversationId, await current(conversationId), marker)
    await run(second)
    expect(contents(services.model.calls(message)[0]!)).toEqual([
      'marker from the cache',
      'marked answer',
      message,
    ])
  })

  it('is not cached when it changed during the model call', async () => {
    const { conversationId, second } = await secondTurn()
    await kv().del(historyKey(conversationId))
    const claimed = await claim(second.job_id)
    await services.database.query('update conversations set version = gen_random_uuid() where id = $1', [
      conversationId,
    ])
    await runClaim(claimed as Claim)
    expect((await view(second.job_id)).status).toBe('completed')
    expect(await kv().get(historyKey(conversationId))).toBeNull()
  })

  it('is in the cache as the worker left it', async () => {
    const { second, message, stored } = await secondTurn()
    await run(second)
    expect(contents(services.model.calls(message)[0]!)).toEqual([...stored, message])
  })

  it.each([
    ['with another version', () => crypto.randomUUID()],
    ["with another conversation's version", async () => current((await secondTurn()).conversationId)],
    ['without a version', () => undefined],
    ['with a number as version', () => 1],
    ['with a text as version', () => '1'],
  ])('never comes from a cache entry %s', async (_, version) => {
    const { conversationId, second, message, stored } = await secondTurn()
    await cache(conversationId, await version(), marker)
    await run(second)
    expect(contents(services.model.calls(message)[0]!)).toEqual([...stored, message])
    expect(await kv().get(historyKey(conversationId))).toMatchObject({
      version: await current(conversationId),
    })
  })

  it('never comes from a cache that a slow worker left one turn behind', async () => {
    const { userId, conversationId, second, message, stored } = await secondTurn()
    const behind = await kv().get(historyKey(conversationId))
    await run(second)
    await kv().set(historyKey(conversationId), behind)
    const third = await accept({ userId, conversationId, message: unique('third') })
    await run(third)
    const [call] = services.model.calls((await claimedMessage(third.job_id))!)
    expect(contents(call!).slice(0, -1)).toEqual([...stored, message, `echo: ${message}`])
  })

  it("never comes from another conversation's cache", async () => {
    const { conversationId, second, message, stored } = await secondTurn()
    const version = await current(conversationId)
    const other = { conversationId: conversationId + 1_000, version, messages: trimHistory(marker) }
    await kv().set(historyKey(conversationId), other)
    await run(second)
    expect(contents(services.model.calls(message)[0]!)).toEqual([...stored, message])
  })

  it.each(['{"half":', 'null', '[]', 'text'])(
    'comes from the database when the cache contains %s',
    async (text) => {
      const { conversationId, second, message, stored } = await secondTurn()
      await kv().set(historyKey(conversationId), text)
      await run(second)
      expect(contents(services.model.calls(message)[0]!)).toEqual([...stored, message])
    },
  )

  it('comes from the database when the cache is lost', async () => {
    const { conversationId, second, message, stored } = await secondTurn()
    await kv().del(historyKey(conversationId))
    await run(second)
    expect(contents(services.model.calls(message)[0]!)).toEqual([...stored, message])
  })

  it.each(['with', 'without'])('has no failed turn, %s the cache', async (how) => {
    const { userId, conversationId, second, message, stored } = await secondTurn()
    await settleAttempt((await claim(second.job_id)).job, { status: 'failed' })
    if (how === 'without') await kv().del(historyKey(conversationId))
    const third = await accept({ userId, conversationId, message: unique('third') })
    await run(third)
    const [call] = services.model.calls((await claimedMessage(third.job_id))!)
    expect(contents(call!).slice(0, -1)).toEqual(stored)
    expect(contents(call!)).not.toContain(message)
  })

  it('is cut to the token budget and keeps the newest turns, also in the cache', async () => {
    const userId = newUser()
    const long = ' word'.repeat(tunables.historyTokensMax / 3)
    let conversationId: number | undefined
    for (let turn = 1; turn <= 3; turn++) {
      const accepted = await accept({ userId, conversationId, message: `turn ${turn}` })
      conversationId = accepted.conversation_id
      await answerJob(accepted.job_id, `answer ${turn}${long}`)
    }
    const message = unique('last')
    await run(await accept({ userId, conversationId, message }))
    const asked = contents(services.model.calls(message)[0]!)
    expect(asked.map((content) => content.slice(0, 8))).toEqual([
      'turn 2',
      'answer 2',
      'turn 3',
      'answer 3',
      message.slice(0, 8),
    ])
    const cached = await kv().get<{ messages: SizedMessage[] }>(historyKey(conversationId!))
    expect(promptTokens(cached!.messages)).toBeLessThanOrEqual(tunables.historyTokensMax)
    expect(cached!.messages).toHaveLength(6)
  })

  async function claimedMessage(jobId: string): Promise<string | undefined> {
    const { rows } = await services.database.query(
      `select content from messages m join jobs j using (conversation_id, turn) where j.id = $1 and role = 'user'`,
      [jobId],
    )
    return rows[0]?.content
  }
})
