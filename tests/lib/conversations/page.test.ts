import { describe, expect, it } from 'vitest'
import { restSizeLimit } from '#lib/api/size-limit'
import { fitPage } from '#lib/conversations/page'
import type { MessageView } from '#lib/conversations/schema'

const message = (content: string, metadata: MessageView['metadata'] = {}): MessageView => ({
  messageId: 1,
  role: 'user',
  content,
  metadata,
  createdAt: '2026-11-20T12:00:00.000Z',
})
const page = (messages: MessageView[], sizeMax: number) => fitPage(messages, { ...restSizeLimit, sizeMax })
const size = (page: unknown) => JSON.stringify(page).length

describe('fitPage', () => {
  it('keeps a page that fits', () => {
    const messages = [message('a'), message('b')]
    expect(page(messages, 1_000)).toEqual(messages)
    expect(page([], 1_000)).toEqual([])
  })

  it('keeps the first messages that fit together', () => {
    const messages = [message('a'.repeat(300)), message('b'.repeat(300)), message('c')]
    expect(page(messages, 700)).toEqual(messages.slice(0, 1))
  })

  it.each<[string, string]>([
    ['plain text', 'a'.repeat(5_000)],
    ['quotes, which JSON escapes', '"'.repeat(5_000)],
    ['control characters, six times as long in JSON', '\u0001'.repeat(5_000)],
    ['a long beginning without escapes', 'a'.repeat(900) + '\u0001'.repeat(5_000)],
    ['a long beginning with escapes', '\u0001'.repeat(500) + 'a'.repeat(5_000)],
  ])('cuts the first message when it alone is too long: %s', (_, content) => {
    const [first, ...rest] = page([message(content), message('next')], 1_000)
    expect(rest).toEqual([])
    expect(first).toMatchObject({ messageId: 1, truncated: true, nextOffset: first!.content.length })
    expect(content.startsWith(first!.content)).toBe(true)
    expect(first!.content.length).toBeGreaterThan(50)
    expect(size([first])).toBeLessThanOrEqual(1_000 + 2)
  })

  it('cuts between characters, not within one', () => {
    for (const limit of [1_000, 1_001]) {
      const [cut] = page([message('👩‍🚀'.repeat(1_000))], limit)
      expect(cut!.content).toMatch(/^(👩‍🚀)+$/)
    }
  })

  it('returns the first message without text when no text fits', () => {
    expect(page([message('text', { long: 'x'.repeat(500) })], 100)).toMatchObject([
      { messageId: 1, content: '', truncated: true },
    ])
  })
})
