import { beforeAll, expect, it, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { exportConversation } from '#lib/conversations/export'
import { sectionOf } from '#lib/conversations/markdown'
import type { ExportedMessage } from '#lib/conversations/schema'
import { accept, answerJob } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

const limits = vi.hoisted(() => ({ bytes: 10 }))
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  const exportBytes = { get: () => limits.bytes }
  return { tunables: Object.defineProperties({ ...tunables, exportTexts: 3 as 100 }, { exportBytes }) }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

/** A conversation of this many turns. */
async function conversation(turns: number): Promise<number> {
  const userId = newUser()
  const first = await accept({ userId, message: 'question 1' })
  await answerJob(first.job_id, 'answer 1')
  const conversationId = first.conversation_id
  for (let turn = 2; turn <= turns; turn++)
    await answerJob(
      (await accept({ userId, conversationId, message: `question ${turn}` })).job_id,
      `answer ${turn}`,
    )
  return conversationId
}

const bodyOf = async (id: number, format: string) => {
  const { text } = await exportConversation.run({ id, format }, owner)
  return text!.body as ReadableStream<Uint8Array>
}

it('an export reads small pages, in order, with each message once', async () => {
  const id = await conversation(4)
  const { data } = JSON.parse(await new Response(await bodyOf(id, 'json')).text())
  const expected = [1, 2, 3, 4].flatMap((turn) => [`question ${turn}`, `answer ${turn}`])
  expect(data.messages.map(({ content }: ExportedMessage) => content)).toEqual(expected)
})

it('an export fails when the conversation is deleted while it is read', async () => {
  const id = await conversation(2)
  const reader = (await bodyOf(id, 'markdown')).getReader()
  expect((await reader.read()).done).toBe(false)
  await services.database.query('delete from conversations where id = $1', [id])
  const rest = async () => {
    while (!(await reader.read()).done);
  }
  await expect(rest()).rejects.toThrow('There is no conversation')
})

it('a short export is returned as text, not as a stream', async () => {
  const id = await conversation(2)
  limits.bytes = 1_000_000
  const body: unknown = await bodyOf(id, 'markdown')
  limits.bytes = 10
  expect(body).toContain('answer 2')
})

it('an export as Markdown shows tool calls, their results and images', () => {
  const message = { messageId: 1, metadata: {}, createdAt: '2026-11-24T09:13:18.402Z' }
  const called = sectionOf({
    ...message,
    role: 'assistant',
    content: '',
    items: [{ type: 'function_call', call_id: 'c', name: 'find', arguments: '{"a":"```"}' }],
  })
  expect(called).toContain('Call of find:\n\n````json\n{"a":"```"}\n````')
  const sent = sectionOf({
    ...message,
    role: 'user',
    content: 'See',
    items: [
      { type: 'function_call_output', call_id: 'c', output: 'found' },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'See' },
          { type: 'input_image', image_url: 'https://example.com/a(1).png' },
          { type: 'input_image', image_url: 'data:image/png;base64,AAAA' },
          { type: 'input_image', image_url: 'javascript:alert(1)' },
        ],
      },
    ],
  })
  expect(sent).toContain('```\nfound\n```')
  expect(sent).toContain('![Image](<https://example.com/a(1).png>)\n\n*An image*\n\n*An image*')
})
