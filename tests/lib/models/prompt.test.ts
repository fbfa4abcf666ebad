import { describe, expect, it } from 'vitest'
import type { Item } from '#lib/items/types'
import { buildPrompt, newerHalf, promptTokens, type SizedMessage, trimHistory } from '#lib/models/prompt'
import { tunables } from '#lib/tunables'

const budget = tunables.historyTokensMax

/** Turns of the given sizes, question and answer in turn. */
function history(...sizes: number[]): SizedMessage[] {
  return sizes.map((tokens, i) => ({
    role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: `message ${i}`,
    tokens,
  }))
}
const contents = (messages: SizedMessage[]) => messages.map(({ content }) => content)

/** The number of tokens of a message. */
const tokensOf = (content: string) => promptTokens([{ role: 'user', content }])

describe('the size of a message', () => {
  it('is the number of tokens of the text plus those of the chat format', () => {
    expect(tokensOf('hello world')).toBe(2 + 4)
    expect(tokensOf('')).toBe(4)
  })

  it('counts the names of control tokens as plain text', () => {
    expect(tokensOf('say <|endoftext|> and <|im_start|>')).toBeGreaterThan(4 + 6)
  })

  it('is about the same for a text that is counted in pieces', () => {
    const sentences = 'The quick brown fox jumps over the lazy dog. '.repeat(100)
    expect(tokensOf(sentences)).toBeGreaterThanOrEqual(10 * 100)
    expect(tokensOf(sentences)).toBeLessThan(10 * 100 * 1.05)
  })

  it('is counted only when a history may be too long, and not again when it is known', () => {
    const known = { role: 'user' as const, content: 'hello world', tokens: 77 }
    const answer = { role: 'assistant' as const, content: 'hi' }
    expect(trimHistory([known, answer])).toEqual([known, answer])
    const long = { role: 'user' as const, content: 'x'.repeat(budget) }
    expect(trimHistory([long, answer, known, answer])).toEqual([
      { ...long, tokens: tokensOf(long.content) },
      { ...answer, tokens: 1 + 4 },
      known,
      { ...answer, tokens: 1 + 4 },
    ])
  })
})

describe('trimHistory', () => {
  it('keeps a history that fits exactly', () => {
    const messages = history(budget / 2, budget / 2)
    expect(trimHistory(messages)).toEqual(messages)
  })

  it('keeps the newest messages, in their order', () => {
    const messages = history(10, 10, budget / 2, 10, 10, 10)
    expect(trimHistory(history(budget, 1, 1, 1))).toHaveLength(2)
    expect(contents(trimHistory([...history(budget), ...messages]))).toEqual(contents(messages))
  })

  it('never begins with an answer', () => {
    expect(contents(trimHistory(history(budget, 10, 10, 10)))).toEqual(['message 2', 'message 3'])
    expect(trimHistory(history(budget, 10))).toEqual([])
  })

  it('leaves no gap: after a message that does not fit, older ones are dropped too', () => {
    expect(contents(trimHistory(history(1, 1, budget, 1, 1, 1)))).toEqual(['message 4', 'message 5'])
  })

  it('reads only the newest messages, however many and long the others are', () => {
    const korean = Array.from({ length: 32_000 }, (_, i) =>
      String.fromCharCode(0xac00 + ((i * 7_919) % 11_172)),
    ).join('')
    const read = new Set<number>()
    const rows = Array.from({ length: 200 }, (_, i) => ({
      role: i % 2 ? ('assistant' as const) : ('user' as const),
      get content() {
        read.add(i)
        return i >= 198 ? korean.slice(0, 1_000) : korean
      },
    }))
    expect(trimHistory(rows).map(({ content }) => content.length)).toEqual([1_000, 1_000])
    expect([...read].sort()).toEqual([197, 198, 199])
  })

  it('is empty when the newest message alone is too long', () => {
    expect(trimHistory(history(1, budget + 1))).toEqual([])
    expect(trimHistory([])).toEqual([])
  })
})

describe('buildPrompt', () => {
  const before = history(1, 1)

  it('puts the instructions first and the new message last', () => {
    expect(buildPrompt(before, { message: 'new' }, 'Be brief.')).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'message 0' },
      { role: 'assistant', content: 'message 1' },
      { role: 'user', content: 'new' },
    ])
  })

  it('has no system message without instructions', () => {
    expect(buildPrompt([], { message: 'new' })).toEqual([{ role: 'user', content: 'new' }])
  })
})

describe('newerHalf', () => {
  it('keeps fewer of the newer turns each time, and finally none', () => {
    const turn = (n: number): SizedMessage[] => [
      { role: 'user', content: `question ${n} ${'word '.repeat(n * 100)}` },
      { role: 'assistant', content: `answer ${n}` },
    ]
    let history = [1, 2, 3, 4, 5].flatMap(turn)
    const kept: number[] = []
    while (history.length > 0) {
      history = newerHalf(history)
      expect(history[0]?.role ?? 'user').toBe('user')
      kept.push(history.length)
    }
    expect(kept).toEqual([6, 4, 2, 0])
  })
})

describe('turns with tools', () => {
  const call = (call_id: string): Item => ({ type: 'function_call', call_id, name: 'f', arguments: '{}' })
  const output = (call_id: string): Item => ({ type: 'function_call_output', call_id, output: 'done' })
  const row = (role: 'user' | 'assistant', content: string, items?: Item[], tokens = 1): SizedMessage => ({
    ...{ role, content, tokens },
    ...(items && { items }),
  })
  const chain = [
    row('user', 'run it', undefined, budget),
    row('assistant', '', [call('a')]),
    row('user', '', [output('a')]),
    row('assistant', 'ran'),
  ]

  it('are kept or dropped together with the calls that they answer', () => {
    expect(
      trimHistory([...chain, row('user', 'x'), row('assistant', 'y')]).map(({ content }) => content),
    ).toEqual([...['x', 'y']])
    const small = [
      row('user', 'old'),
      row('assistant', 'older'),
      ...chain.map((one) => ({ ...one, tokens: 2 })),
    ]
    expect(trimHistory(small)).toEqual(small)
    expect(newerHalf(small)).toEqual(small.slice(2))
  })

  it('are kept, however long, when the new message answers their calls', () => {
    const asked = { message: '', items: [output('a')] }
    const open = chain.slice(0, 2)
    expect(trimHistory([row('user', 'old'), row('assistant', 'older'), ...open], asked)).toEqual(open)
    expect(newerHalf(open, asked)).toEqual(open)
    expect(trimHistory(open, { message: '', items: [call('b'), output('b')] })).toEqual([])
  })

  it('count a fixed number of tokens for an image', () => {
    const image = (detail?: 'low'): Item => ({
      type: 'message',
      role: 'user',
      content: [
        {
          type: 'input_image',
          image_url: `data:image/png;base64,${'A'.repeat(100_000)}`,
          ...(detail && { detail }),
        },
      ],
    })
    const size = (...items: Item[]) => promptTokens(buildPrompt([], { message: '', items }))
    expect(size(image())).toBe(4 + tunables.imageTokens)
    expect(size(image('low'))).toBe(4 + tunables.imageTokensLow)
  })

  it('move images that a tool returns into a user message', () => {
    const url = 'https://example.com/a.png'
    const shown: Item = {
      ...(output('a') as object),
      output: [{ type: 'input_image', image_url: url }],
    } as Item
    expect(buildPrompt([], { message: '', items: [call('a'), shown] })).toMatchObject([
      { role: 'assistant', tool_calls: [{ id: 'a' }] },
      { role: 'tool', tool_call_id: 'a' },
      { role: 'user', content: [{ type: 'image_url', image_url: { url } }] },
    ])
  })
})
