import { describe, expect, it } from 'vitest'
import { InterruptedStream, parseBody } from '#lib/models/dialect/body'
import { contentsOf } from '#lib/models/dialect/message'

const sse = (...events: (object | string)[]) =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('')
const delta = (piece: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  model: 'served',
  choices: [{ index: 0, delta: piece, finish_reason }],
})
const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }
const whole = { model: 'served', choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }], usage }
const pretty = JSON.stringify(whole, null, 2)

describe('parseBody', () => {
  it.each<[string, string]>([
    ['JSON', JSON.stringify(whole)],
    ['JSON with a byte order mark', `\uFEFF${pretty}`],
    ['JSON after blank lines that keep the connection alive', `\n\n   \n${pretty}`],
    ['JSON and the end of a stream', `${pretty}\n\ndata: [DONE]\n\n`],
    ['JSON and the end of a stream on the same line', `${JSON.stringify(whole)}data: [DONE]`],
    ['JSON after a comment', `: OPENROUTER PROCESSING\n\n${pretty}`],
    ['a whole answer in one event', sse(whole, '[DONE]')],
    [
      'pieces',
      sse(
        delta({ role: 'assistant', content: '' }),
        delta({ content: 'h' }),
        delta({ content: 'i' }),
        delta({}, 'stop'),
        { choices: [], usage },
        '[DONE]',
      ),
    ],
    [
      'pieces with CRLF, names and comments',
      `: ping\r\nevent: message\r\nid: 1\r\nretry: 5\r\n${sse(delta({ content: 'hi' }, 'stop'), { choices: [], usage }).replaceAll('\n', '\r\n')}`,
    ],
    [
      'pieces without a space',
      sse(delta({ content: 'hi' }, 'stop'), { usage }).replaceAll('data: ', 'data:'),
    ],
    ['pieces without [DONE]', sse(delta({ content: 'hi' }), { ...delta({}, 'stop'), usage })],
    ['pieces without a finish_reason', sse({ ...delta({ content: 'hi' }), usage }, '[DONE]')],
    [
      'usage in a choice',
      sse({ model: 'served', choices: [{ delta: { content: 'hi' }, finish_reason: 'stop', usage }] }),
    ],
    [
      'usage that is null until the end',
      sse({ ...delta({ content: 'hi' }, 'stop'), usage: null }, { choices: [], usage }, '[DONE]'),
    ],
    [
      'lines of JSON',
      `${JSON.stringify(delta({ content: 'h' }))}\n${JSON.stringify({ ...delta({ content: 'i' }, 'stop'), usage })}\n`,
    ],
    [
      'parts in pieces',
      sse(
        delta({ content: [{ type: 'text', text: 'h' }] }),
        delta({ content: [{ type: 'text', text: 'i' }] }, 'stop'),
        { choices: [], usage },
      ),
    ],
    [
      'texts in pieces',
      sse(
        { model: 'served', choices: [{ text: 'h' }] },
        { choices: [{ text: 'i', finish_reason: 'stop' }], usage },
      ),
    ],
  ])('reads %s', (_, text) => {
    const body = parseBody(text)!
    const [choice] = body.choices as [{ usage?: object }]
    expect(contentsOf(choice).text).toBe('hi')
    expect(body.usage ?? choice.usage).toEqual(usage)
    expect(body.model).toBe('served')
  })

  it('keeps thoughts and tool calls that come in pieces', () => {
    const text = sse(
      delta({ reasoning_content: 'h' }),
      delta({ reasoning: 'm' }),
      delta({ content: '<thi' }),
      delta({ content: 'nk>so</think>hi' }),
      delta({ tool_calls: [{ index: 0, function: { name: 'f' } }] }, 'tool_calls'),
    )
    const [choice] = parseBody(text)!.choices as object[]
    expect(contentsOf(choice)).toEqual({ text: 'hi', thoughts: 'hm\n\nso', refusal: '', callsTools: true })
  })

  it('finds an error in a stream', () => {
    const error = { code: 502, message: 'upstream' }
    expect(parseBody(sse(delta({ content: 'h' }), { error }))).toMatchObject({ error })
    expect(parseBody(`event: error\ndata: ${JSON.stringify(error)}\n\n`)).toMatchObject({ error })
    const choices = [{ index: 0, delta: {}, finish_reason: 'error', error }]
    expect(parseBody(sse({ choices }))).toMatchObject({ choices: [{ error }] })
  })

  it('ignores further choices', () => {
    const other = { choices: [{ index: 1, delta: { content: 'no' } }] }
    const [choice] = parseBody(sse(delta({ content: 'hi' }), other, delta({}, 'stop')))!.choices as object[]
    expect(contentsOf(choice).text).toBe('hi')
  })

  it('throws an error with the received part of a stream that is cut off between two events', () => {
    const cut = () => parseBody(sse(delta({ content: 'Once' }), delta({ content: ' upon' })))
    expect(cut).toThrow(InterruptedStream)
    expect(cut).toThrow(expect.objectContaining({ body: expect.objectContaining({ model: 'served' }) }))
  })

  it.each([
    '',
    ' ',
    '<html>',
    '{"choices":[{"mess',
    'data: {"choices":[{"del',
    'data: <html>\n\n',
    'Internal error',
  ])('throws SyntaxError for %j', (text) => {
    expect(() => parseBody(text)).toThrow(SyntaxError)
  })

  it.each(['null', '"text"', '[]', '7'])('returns undefined for %s, which is not an answer', (text) => {
    expect(parseBody(text)).toBeUndefined()
  })
})
