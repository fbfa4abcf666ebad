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

/** Asks the model with a sink, and gives what the sink heard beside what the call gave. */
async function ask(message: string) {
  const heard: string[] = []
  let live: LiveText | undefined
  const sink: TextSink = {
    begin: (begun) => {
      live = begun
    },
    grow: (text) => heard.push(text),
  }
  const messages = [{ role: 'user' as const, content: message }]
  const answer = await complete('fake-model', messages, {}, new AbortController().signal, sink).catch(
    (error) => error as Error,
  )
  return { answer, heard, written: live?.written ?? '' }
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
    'OpenAI’s, with usage behind the choices',
    events(text('Hé漢'), text(' 😀.'), stop, JSON.stringify({ choices: [], usage }), '[DONE]'),
  ],
  [
    'one without [DONE]',
    events(text('Hé漢 '), text('😀.'), chunk({ delta: {}, finish_reason: 'stop' }, { usage })),
  ],
  [
    'one without finish_reason',
    events(text('Hé漢 '), chunk({ delta: { content: '😀.' } }, { usage }), '[DONE]'),
  ],
  [
    'one with comments, names, ids and CRLF',
    `: ok\r\n\r\nevent: message\r\nid: 1\r\ndata: ${text('Hé漢 ')}\r\n\r\ndata:${text('😀.')}\r\n\r\ndata: ${chunk({ delta: {}, finish_reason: 'stop' }, { usage })}\r\n\r\n`,
  ],
  [
    'lines of JSON',
    [text('Hé漢 '), text('😀.'), chunk({ delta: {}, finish_reason: 'stop' }, { usage })].join('\n'),
  ],
  [
    'JSON though a stream was asked for',
    chunk({ message: { content: 'Hé漢 😀.' }, finish_reason: 'stop' }, { usage }),
  ],
]

describe('a stream', () => {
  it.each(dialects)('is read as %s', async (_, bytes) => {
    const { answer, heard } = await asked({ bytes })
    expect(answer).toMatchObject(answered)
    for (const [i, grown] of heard.entries()) {
      expect('Hé漢 😀.'.startsWith(grown)).toBe(true)
      expect(grown.length).toBeGreaterThan(heard[i - 1]?.length ?? 0)
    }
  })

  it.each(dialects)(
    'that breaks off at any byte is whole, or known for what had come: %s',
    async (_, bytes) => {
      const size = Buffer.byteLength(bytes)
      const cuts = Array.from({ length: size }, (_, cutAt) => cutAt)
      let whole = 0
      for (let at = 0; at < cuts.length; at += 50)
        await Promise.all(
          cuts.slice(at, at + 50).map(async (cutAt) => {
            const { answer, heard, written } = await asked({ bytes, cutAt })
            for (const grown of heard) expect('Hé漢 😀.'.startsWith(grown)).toBe(true)
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

  it('with an error in it fails as the error says, and keeps what it cost', async () => {
    const error = JSON.stringify({ error: { code: 429, message: 'Slow down' }, usage })
    const { answer, heard } = await asked({ bytes: events(text('Hé'), error, '[DONE]') })
    expect(answer).toMatchObject({ failure: { code: 'model_rate_limited' }, spent: { totalTokens: 10 } })
    expect(heard).toEqual(['Hé'])
  })

  it('is asked for without what a server does not take', async () => {
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

  it('holds thoughts back, and what may become their mark', () => {
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

describe('the calls of an answer that is being written', () => {
  const chunk = (delta: object) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`
  const call = (args: string, more: object = {}) =>
    chunk({ tool_calls: [{ index: 0, ...more, function: { name: 'f', arguments: args } }] })
  const wires = (live: LiveText, pieces: string[]) =>
    pieces.flatMap((piece) => (live.add(piece) ? [live.wire.replaceAll('\0', '|')] : []))

  it('grow behind its text where tools were offered', () => {
    const pieces = [chunk({ content: 'so' }), call('', { id: 'c' }), call('{"x"'), call(':1}')]
    expect(wires(new LiveText(true), pieces)).toEqual([
      ...['so', 'so|["c","f"]|', 'so|["c","f"]|{"x"', 'so|["c","f"]|{"x":1}'],
    ])
    expect(wires(new LiveText(), pieces)).toEqual(['so'])
  })

  it('wait for the end where the text before them may be none', () => {
    expect(wires(new LiveText(true), [chunk({ content: '<thin' }), call('{}', { id: 'c' })])).toEqual([])
    expect(wires(new LiveText(true), [chunk({ content: '\n\n' }), call('{}', { id: 'c' })])).toEqual([
      '|["c","f"]|{}',
    ])
  })
})
