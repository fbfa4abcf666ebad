import { beforeAll, describe, expect, it } from 'vitest'
import { restSizeLimit } from '#lib/api/size-limit'
import { removeConversation } from '#lib/conversations/delete'
import { pieceOf } from '#lib/conversations/page'
import { findMessage, findMessages } from '#lib/conversations/store'
import type { Item } from '#lib/items/types'
import { cutAnswer } from '#lib/jobs/cut'
import { exportStream } from '#lib/users/export'
import { countRows } from '#lib/users/export-store'
import { accept } from '#tests/support/jobs'
import { useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { run, view } from '#tests/support/worker'

beforeAll(async () => {
  await useServices()
})

const everything = { key: null, isBackward: false, limit: 50, offset: 0, countMax: 100 }
const args = JSON.stringify({ x: 'a'.repeat(1_000) })
const tools = [{ type: 'function' as const, function: { name: 'f' } }]

/** A turn with an image of this many characters, whose answer calls a tool. */
async function turn(imageCharacters: number) {
  const userId = newUser()
  const message = script(userId, { calls: [{ id: 'c1', name: 'f', arguments: args }] })
  const image_url = `data:image/png;base64,${crypto.randomUUID().repeat(imageCharacters / 36)}`
  const content = [
    { type: 'input_text' as const, text: message },
    { type: 'input_image' as const, image_url },
  ]
  const items: Item[] = [{ type: 'message', role: 'user', content }]
  const accepted = await accept({ userId, message, items, request: { tools } })
  await run(accepted)
  const messages = (await findMessages(accepted.conversation_id, userId, everything))!.items
  return { userId, items, image_url, messages, ...accepted }
}
const callItem: Item = { type: 'function_call', call_id: 'c1', name: 'f', arguments: args }

describe('a message with items', () => {
  it('is returned with them, in a list and alone', async () => {
    const { userId, items, messages } = await turn(360)
    expect(messages).toMatchObject([
      { role: 'user', items, metadata: {} },
      { role: 'assistant', content: '', items: [callItem], finishReason: 'tool_calls' },
    ])
    expect(messages[1]!.metadata).not.toHaveProperty('finishReason')
    expect(await findMessage(messages[0]!.messageId, userId)).toMatchObject({ items })
    const plain = await accept({ userId })
    await run(plain)
    const [question] = (await findMessages(plain.conversation_id, userId, everything))!.items
    expect(question).not.toHaveProperty('items')
  })

  it('is returned without them when they are large, with itemsOmitted', async () => {
    const { userId, messages } = await turn(720_000)
    expect(messages[0]).toMatchObject({ itemsOmitted: true })
    expect(messages[0]).not.toHaveProperty('items')
    expect(await findMessage(messages[0]!.messageId, userId)).toMatchObject({ itemsOmitted: true })
    const small = await turn(3_600)
    const piece = pieceOf(small.messages[0]!, 0, { ...restSizeLimit, sizeMax: 4_000 })
    expect(piece).toMatchObject({ itemsOmitted: true, content: small.messages[0]!.content })
  })

  it('is complete in the export of its user, and is deleted with its conversation', async () => {
    const { userId, image_url, conversation_id, items } = await turn(72_000)
    const { id } = (await countRows(userId))!
    const exported = await new Response(exportStream(id)).text()
    const lines = exported
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.filter(({ type }) => type === 'message')).toMatchObject([{ items }, { items: [callItem] }])
    expect(lines.find(({ type }) => type === 'job').params).toMatchObject({ request: { tools } })
    await removeConversation(conversation_id, userId)
    expect(await new Response(exportStream(id)).text()).not.toContain(image_url)
  })
})

describe('a job whose answer calls tools', () => {
  it('omits its calls when they are larger than the caller’s limit', async () => {
    const { job_id } = await turn(36)
    const job = await view(job_id)
    const size = JSON.stringify(job).length
    const limit = (answerSizeMax: number) => ({ ...restSizeLimit, answerSizeMax })
    expect(cutAnswer(job, limit(size))).toEqual(job)
    const cut = cutAnswer(job, limit(size - 1))
    expect(cut).not.toHaveProperty('items')
    expect(cut).toMatchObject({ response: '', warnings: [expect.stringContaining('items')] })
  })
})
