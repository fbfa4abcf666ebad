import { beforeAll, describe, expect, it } from 'vitest'
import { complete } from '#lib/models/complete'
import { NoAnswer } from '#lib/models/errors'
import { LiveText } from '#lib/models/live'
import type { TextSink } from '#lib/models/read-stream'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Step, script } from '#tests/support/model'

let services: Services

beforeAll(async () => {
  services = await useServices()
})

/** Calls the model with a sink. Returns the answer, and the texts that the sink received. */
async function ask(message: string) {
  const received: string[] = []
  let live: LiveText | undefined
  const sink: TextSink = {
    begin: (begun) => {
      live = begun
    },
    grow: (text) => received.push(text),
  }
  const messages = [{ role: 'user' as const, content: message }]
  const answer = await complete('fake-model', messages, {}, new AbortController().signal, sink).catch(
    (error) => error as Error,
  )
  return { answer, received, written: live?.written ?? '' }
}
const asked = (...steps: Step[]) => ask(script(crypto.randomUUID(), ...steps))

const chunk = (choice: object, more: object = {}) =>
  JSON.stringify({ model: 'm', choices: [{ index: 0, ...choice }], ...more })
const text = (content: string) => chunk({ delta: { content } })
const stop = chunk({ delta: {}, finish_reason: 'stop' })
const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }
const events = (...data: string[]) => data.map((line) => `data: ${line}\n\n`).join('')
const answered = { content: 'Hé漢 😀.', spent: expect.objectContaining({ totalTokens: 10 }) }

const dialects: [name: string, bytes: string][] = [
  [
    'a stream of OpenAI, with usage after the choices',
    events(text('Hé漢'), text(' 😀.'), stop, JSON.stringify({ choices: [], usage }), '[DONE]'),
  ],
  [
    'a stream without [DONE]',
    events(text('Hé漢 '), text('😀.'), chunk({ delta: {}, finish_reason: 'stop' }, { usage })),
  ],
  [
    'a stream without finish_reason',
    events(text('Hé漢 '), chunk({ delta: { content: '😀.' } }, { usage }), '[DONE]'),
  ],
  [
    'a stream with comments, names, ids and CRLF',
    `: ok\r\n\r\nevent: message\r\nid: 1\r\ndata: ${text('Hé漢 ')}\r\n\r\ndata:${text('😀.')}\r\n\r\ndata: ${chunk({ delta: {}, finish_reason: 'stop' }, { usage })}\r\n\r\n`,
  ],
  [
    'lines of JSON',
    [text('Hé漢 '), text('😀.'), chunk({ delta: {}, finish_reason: 'stop' }, { usage })].join('\n'),
  ],
  [
    'JSON although a stream was requested',
    chunk({ message: { content: 'Hé漢 😀.' }, finish_reason: 'stop' }, { usage }),
  ],
]

describe('a streamed answer', () => {
  it.each(dialects)('is read from %s', async (_, bytes) => {
    const { answer, received } = await asked({ bytes })
    expect(answer).toMatchObject(answered)
    for (const [i, grown] of received.entries()) {
      expect('Hé漢 😀.'.startsWith(grown)).toBe(true)
      expect(grown.length).toBeGreaterThan(received[i - 1]?.length ?? 0)
    }
  })

  it.each(dialects)(
    'is complete, or an error with the text so far, when it is cut at any byte: %s',
    async (_, bytes) => {
      const size = Buffer.byteLength(bytes)
      const cuts = Array.from({ length: size }, (_, cutAt) => cutAt)
      let whole = 0
      for (let at = 0; at < cuts.length; at += 50)
        await Promise.all(
          cuts.slice(at, at + 50).map(async (cutAt) => {
            const { answer, received, written } = await asked({ bytes, cutAt })
            for (const grown of received) expect('Hé漢 😀.'.startsWith(grown)).toBe(true)
            if (!(answer instanceof Error)) {
              expect(answer.content).toBe('Hé漢 😀.')
              whole++
            } else if (answer instanceof NoAnswer) {
              expect(answer.failure.code).toBe('model_broken_answer')
              expect(answer.written).toBe(written)
            } else expect(written).toBe('')
          }),
        )
      expect(whole).toBeLessThan(size)
    },
  )

  it('fails as an error within it says, with its cost', async () => {
    const error = JSON.stringify({ error: { code: 429, message: 'Slow down' }, usage })
    const { answer, received } = await asked({ bytes: events(text('Hé'), error, '[DONE]') })
    expect(answer).toMatchObject({ failure: { code: 'model_rate_limited' }, spent: { totalTokens: 10 } })
    expect(received).toEqual(['Hé'])
  })

  it('is requested without parameters that the server rejects', async () => {
    const refuses = (error: Record<string, unknown>): Step => ({ status: 400, error })
    for (const error of [
      { message: 'Unrecognized request argument supplied: stream_options' },
      { param: 'stream_options.include_usage', message: 'No.' },
    ]) {
      const message = script(crypto.randomUUID(), refuses(error), { answer: 'yes' })
      expect((await ask(message)).answer).toMatchObject({ content: 'yes', warnings: [] })
      const [, second] = services.model.calls(message)
      expect(second).toMatchObject({ stream: true })
      expect(second).not.toHaveProperty('stream_options')
    }
    const message = script(crypto.randomUUID(), refuses({ param: 'stream', message: 'No.' }), {
      answer: 'yes',
    })
    expect((await ask(message)).answer).toMatchObject({ content: 'yes' })
    expect(services.model.calls(message)[1]).toMatchObject({ stream: false })
  })
})

describe('the live text', () => {
  const grown = (...contents: string[]) => {
    const live = new LiveText()
    return contents.map((content) => {
      live.add(events(text(content)))
      return live.text
    })
  }

  it('omits thoughts, and waits while the text may be a thought tag', () => {
    expect(grown('<th', 'ink>hm > hm', '</think>', '\n\n', 'So', ': 1 < 2')).toEqual([
      ...['', '', '', '', 'So', 'So: 1 < 2'],
    ])
    expect(grown('<', 'b>bold')).toEqual(['', '<b>bold'])
    expect(grown('  ', ' x')).toEqual(['', '   x'])
  })

  it('never ends within a surrogate pair, and has no NUL', () => {
    expect(grown('a\ud83d', '\ude00b\0c')).toEqual(['a', 'a😀bc'])
  })
})

describe('the tool calls of an answer in progress', () => {
  const chunk = (delta: object) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`
  const call = (args: string, more: object = {}) =>
    chunk({ tool_calls: [{ index: 0, ...more, function: { name: 'f', arguments: args } }] })
  const wires = (live: LiveText, pieces: string[]) =>
    pieces.flatMap((piece) => (live.add(piece) ? [live.wire.replaceAll('\0', '|')] : []))

  it('follow its text when the request has tools', () => {
    const pieces = [chunk({ content: 'so' }), call('', { id: 'c' }), call('{"x"'), call(':1}')]
    expect(wires(new LiveText(true), pieces)).toEqual([
      ...['so', 'so|["c","f"]|', 'so|["c","f"]|{"x"', 'so|["c","f"]|{"x":1}'],
    ])
    expect(wires(new LiveText(), pieces)).toEqual(['so'])
  })

  it('are held back while the text before them may be a thought tag', () => {
    expect(wires(new LiveText(true), [chunk({ content: '<thin' }), call('{}', { id: 'c' })])).toEqual([])
    expect(wires(new LiveText(true), [chunk({ content: '\n\n' }), call('{}', { id: 'c' })])).toEqual([
      '|["c","f"]|{}',
    ])
  })
})
