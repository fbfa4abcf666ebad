import { beforeAll, describe, expect, it } from 'vitest'
import { addItems } from '#lib/openai-api/conversations/item-store'
import { insertConversation } from '#lib/openai-api/conversations/store'
import { tunables } from '#lib/tunables'
import { accept } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser, unique } from '#tests/support/names'
import { run, view } from '#tests/support/worker'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

/** A conversation with this many messages, each in its own turn. */
async function conversation(count: number, text = 'x') {
  const userId = newUser()
  const { id: conversationId } = (await insertConversation(userId, {}))!
  const content = [{ type: 'input_text' as const, text }]
  for (let i = 0; i < count; i += 1)
    await addItems(conversationId, [{ type: 'message', role: 'user', content }], '')
  return { userId, conversationId }
}

/** The outcome of a turn that needs its whole history, and the number of messages that the model got. */
async function ask(place: { userId: string; conversationId: number; afterTurn?: number }) {
  const message = unique('go on')
  const items = [
    {
      type: 'message' as const,
      role: 'user' as const,
      content: [{ type: 'input_text' as const, text: message }],
    },
  ]
  const accepted = await accept({ ...place, message, items, response: { truncation: 'disabled' } })
  await run(accepted)
  const { status, error } = await view(accepted.job_id)
  const [call] = services.model.calls(message)
  return { status, code: error?.code, sent: call?.messages.length, accepted }
}

describe('a turn that needs its whole history', () => {
  const most = tunables.historyMessagesMax

  it('gets an answer with the maximum number of messages, and fails with one more', async () => {
    const fits = await conversation(most)
    expect(await ask(fits)).toMatchObject({ status: 'completed', sent: most + 1 })
    const tooLong = await conversation(most + 1)
    expect(await ask(tooLong)).toMatchObject({ status: 'failed', code: 'context_length_exceeded' })
  })

  it('fails in a copy that could not contain all of it', async () => {
    const place = await conversation(most + 2)
    const copied = await ask({ ...place, afterTurn: most + 1 })
    expect(copied).toMatchObject({ status: 'failed', code: 'context_length_exceeded', sent: undefined })
    expect(copied.accepted.conversation_id).not.toBe(place.conversationId)
    const before = await ask({ ...place, afterTurn: most })
    expect(before).toMatchObject({ status: 'completed', sent: most + 1 })
  })

  it('fails when its history has more bytes than the maximum', async () => {
    const place = await conversation(5, 'a'.repeat(4 * 1024 * 1024))
    expect(await ask(place)).toMatchObject({ status: 'failed', code: 'context_length_exceeded' })
  })

  it('does not count turns without an answer', async () => {
    const place = await conversation(1)
    const open = await accept({ ...place, message: 'unanswered' })
    await services.database.query(`update jobs set status = 'failed', finished_at = now() where id = $1`, [
      open.job_id,
    ])
    await services.database.query('update conversations set open_jobs = 0 where id = $1', [
      place.conversationId,
    ])
    expect(await ask(place)).toMatchObject({ status: 'completed', sent: 2 })
    // If there is a cache, the answer of the last turn comes from it.
    expect(await ask(place)).toMatchObject({ status: 'completed', sent: 4 })
  })
})
