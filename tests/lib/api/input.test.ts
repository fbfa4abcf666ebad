import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ApiError, type FieldError, toProblem } from '#lib/api/errors'
import { numeric } from '#lib/api/fields'
import { parseInput, readRequest, toRawInput } from '#lib/api/input'
import { type Operation, operation } from '#lib/api/operation'
import { sendMessage } from '#lib/chat/operations'
import { tunables } from '#lib/tunables'

const common = {
  path: '/api/test',
  summary: 'For a test.',
  consequential: false,
  access: 'anyone',
  responses: {},
  run: async () => ({ status: 200, message: '', data: null }),
} as const
const readInput = async (operation: Operation, request: Request, params: Record<string, string>) =>
  parseInput(operation, await readRequest(operation, request, params))
const fromHeaders = (headers: Headers) => {
  const color = headers.get('x-color')
  return color === null ? {} : { color }
}
const update = operation({
  ...common,
  id: 'update',
  method: 'POST',
  params: z.strictObject({ id: numeric(z.int().min(1)) }),
  query: z.strictObject({ page: numeric(z.int().max(10)).optional() }),
  body: z.strictObject({
    name: z.string().min(2),
    age: z.int().optional(),
    color: z.string().max(5).optional(),
    tags: z.record(z.string(), z.string()).optional(),
  }),
  fromHeaders,
})
const list = operation({
  ...common,
  id: 'list',
  method: 'GET',
  query: z.strictObject({ color: z.string().max(5).optional() }),
  fromHeaders,
})

type Init = { query?: string; id?: string; headers?: Record<string, string> }

function post(body: unknown, { query = '', id = '7', headers = {} }: Init = {}) {
  const request = new Request(`http://host/api/test${query}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return readInput(update, request, { id })
}

async function problemsOf(input: Promise<unknown>): Promise<FieldError[] | undefined> {
  const error = await input.then(
    () => undefined,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(ApiError)
  expect((error as ApiError).code).toBe('invalid_input')
  return (error as ApiError).extras.errors
}
const pathsOf = async (input: Promise<unknown>) => (await problemsOf(input))?.map(({ path }) => path)

describe('the input of a request', () => {
  it('merges path, query and body', async () => {
    expect(await post({ name: 'Ada', age: 36 }, { query: '?page=2' })).toEqual({
      id: 7,
      page: 2,
      name: 'Ada',
      age: 36,
    })
  })

  it('is rejected with every problem and its path, in one answer', async () => {
    const body = { name: 'A', age: '36', tags: { a: 1 }, extra: 1, other: 2 }
    const errors = await problemsOf(post(body, { id: 'x', query: '?page=11&size=3' }))
    expect(errors!.map(({ path }) => path).sort()).toEqual(
      ['id', 'page', 'size', 'name', 'age', 'tags.a', 'extra', 'other'].sort(),
    )
    for (const path of ['size', 'extra', 'other'])
      expect(errors).toContainEqual({ path, message: 'Unknown field' })
    for (const { message } of errors!) expect(message).not.toBe('')
  })

  it('is rejected with a sentence that has the first problem and the number of others', async () => {
    await expect(post({ name: 'Ada', extra: 1 })).rejects.toThrow('extra: Unknown field')
    await expect(post({ name: 'Ada', extra: 1, other: 2 })).rejects.toThrow(
      'extra: Unknown field (and 1 more)',
    )
    await expect(post('[]')).rejects.toThrow(/^body: /)
  })

  it.each(['[]', '"text"', '1', 'null', 'true'])(
    'is rejected when the body is not an object: %s',
    async (body) => {
      expect(await pathsOf(post(body))).toEqual([''])
    },
  )

  it.each(['', ' ', '{', '{"name": Ada}', "{'name': 'Ada'}", 'name=Ada', '{"name":"Ada"}x', '\u0000'])(
    'is rejected when the body is not JSON: %j',
    async (body) => {
      await expect(post(body)).rejects.toMatchObject({ code: 'invalid_json' })
    },
  )

  it('is rejected with a field such as __proto__, like any unknown field', async () => {
    expect(await pathsOf(post('{"name":"Ada","__proto__":{"age":1}}'))).toEqual(['__proto__'])
    expect(await pathsOf(post('{"name":"Ada","constructor":1}'))).toEqual(['constructor'])
  })

  it.each<[string, unknown, string]>([
    ['NUL in a field', { name: 'A\0da' }, 'name'],
    ['half of a surrogate pair in a field', '{"name":"Ada\\ud83d"}', 'name'],
    ['the other half', '{"name":"\\ude00Ada"}', 'name'],
    ['NUL in a nested field', { name: 'Ada', tags: { a: '\0' } }, 'tags.a'],
    ['half of a surrogate pair in a key', '{"name":"Ada","tags":{"\\ud83d":"x"}}', 'tags'],
  ])('is rejected when PostgreSQL cannot store its text: %s', async (_, body, path) => {
    expect(await problemsOf(post(body))).toContainEqual({
      path,
      message: 'Contains a NUL character or half of a surrogate pair',
    })
  })

  it('is rejected with NUL in the query', async () => {
    const request = new Request('http://host/api/test?color=%00')
    expect(await pathsOf(readInput(list, request, {}))).toEqual(['color'])
  })

  it('may contain whole surrogate pairs and every other character', async () => {
    const name = '😀 \u0001 \u2028 \ufffe é 漢'
    expect(await post({ name })).toMatchObject({ name })
  })

  it('is rejected like any invalid one when it is nested a thousand or sixty thousand levels deep', async () => {
    for (const depth of [1_000, 60_000]) {
      const deep = '['.repeat(depth) + ']'.repeat(depth)
      expect(await pathsOf(post(`{"name":"Ada","tags":${deep}}`))).toEqual(['tags'])
    }
  })
})

describe('a null value', () => {
  it('counts as a missing field in REST and MCP, but not for a required or unknown field', async () => {
    const body = { name: 'Ada', age: null, color: null }
    expect(await post(body, { headers: { 'x-color': 'red' } })).toEqual({ id: 7, name: 'Ada', color: 'red' })
    const fields = { id: 7, page: null, ...body }
    expect(parseInput(update, toRawInput(update, fields))).toEqual({ id: 7, name: 'Ada' })
    expect(await pathsOf(post({ name: null, extra: null }))).toEqual(['name', 'extra'])
  })

  it('is kept in metadata, where null is a value', () => {
    const given = { userId: 'ada', message: 'hi', metadata: { a: null }, model: null }
    expect(parseInput(sendMessage, { params: {}, query: {}, body: given })).toEqual({
      userId: 'ada',
      message: 'hi',
      metadata: { a: null },
    })
  })
})

describe('a number written as text', () => {
  it('is accepted as a number from a model, and a number as text in a text field', () => {
    const fields = { id: '7', page: '2', name: 42, age: '36', color: '5' }
    expect(parseInput(update, toRawInput(update, fields))).toEqual({
      id: 7,
      page: 2,
      name: '42',
      age: 36,
      color: '5',
    })
  })

  it('differs from a boolean, which is never accepted as text', () => {
    expect(() => parseInput(update, toRawInput(update, { id: 7, name: false }))).toThrow(/^name: /)
  })

  it('is rejected in the body of a REST request, and when the text is not a number', async () => {
    expect(await pathsOf(post({ name: 'Ada', age: '36' }))).toEqual(['age'])
    for (const age of ['36x', '', ' 36', '0x10', '1.5'])
      expect(() => parseInput(update, toRawInput(update, { id: 7, name: 'Ada', age }))).toThrow(/^age: /)
  })
})

describe('a field that no operation has', () => {
  it.each(['constructor', 'toString', '__proto__', 'extra'])('is rejected from a model: %s', (name) => {
    const fields = JSON.parse(`{"id":7,"name":"Ada","${name}":{}}`)
    expect(() => parseInput(update, toRawInput(update, fields))).toThrow(/Unknown field/)
  })
})

describe('the reported problems of a large body', () => {
  const { faultsMax, faultCharactersMax, bodyBytesMax } = tunables
  /** As many members as fit into a body. */
  const fill = (member: (at: number) => string) => {
    let text = ''
    for (let at = 0; text.length < bodyBytesMax - 1_000; at++) text += `,${member(at)}`
    return text.slice(1)
  }

  it.each([
    ['texts that cannot be stored', `{"name":"Ada","tags":{${fill((at) => `"${at}":"\\u0000"`)}}}`],
    [
      'such texts, deeply nested',
      `{"name":"Ada","tags":${'{"a":'.repeat(9_000)}[${Array(5_000).fill('"\\u0000"')}]${'}'.repeat(9_000)}}`,
    ],
    ['unknown fields', `{${fill((at) => `"unknown${at}":1`)}}`],
    ['wrong values', `{"name":"Ada","tags":{${fill((at) => `"${at}":1`)}}}`],
    ['a long key', `{"name":"Ada","${'x'.repeat(bodyBytesMax - 100)}":1}`],
    ['a long key of a wrong value', `{"name":"Ada","tags":{"${'x'.repeat(bodyBytesMax - 100)}":1}}`],
  ])('are few and short: %s', async (_, body) => {
    const errors = (await problemsOf(post(body)))!
    expect(errors.length).toBeLessThanOrEqual(faultsMax)
    for (const { path, message } of errors)
      expect(Math.max(path.length, message.length)).toBeLessThanOrEqual(faultCharactersMax)
    const error = await post(body).catch((thrown: ApiError) => thrown)
    expect(JSON.stringify(toProblem(error as ApiError, 'r')).length).toBeLessThan(10_000)
  })
})

describe('a number in the query', () => {
  const wait = operation({
    ...common,
    id: 'wait',
    method: 'GET',
    query: z.strictObject({
      seconds: numeric(z.number().min(0).max(600)),
      page: numeric(z.int()).optional(),
    }),
  })
  const get = (query: string) => readInput(wait, new Request(`http://host/api/test?${query}`), {})

  it.each([
    ['20', 20],
    ['0.123456789', 0.123456789],
    ['1e-7', 1e-7],
    ['2.5E2', 250],
    ['1e%2B2', 100],
    ['-0', -0],
  ])('may be written as in JSON: %s', async (text, number) => {
    expect(await get(`seconds=${text}`)).toEqual({ seconds: number })
  })

  it('may be an integer in any JSON notation', async () => {
    expect(await get('seconds=1&page=3.0')).toEqual({ seconds: 1, page: 3 })
    expect(await get('seconds=1&page=1e3')).toEqual({ seconds: 1, page: 1000 })
    expect(await pathsOf(get('seconds=1&page=1e-3'))).toEqual(['page'])
  })

  it.each(['', '.5', '1.', '1e', '0x10', '%2B1', '%201', '1,5', 'NaN', 'Infinity'])(
    'is rejected when it is not one in JSON: %j',
    async (text) => {
      expect(await problemsOf(get(`seconds=${text}`))).toEqual([
        { path: 'seconds', message: 'Must be a number' },
      ])
    },
  )

  it.each(['-1', '600.0000001', '1e999', '9'.repeat(400)])(
    'is rejected outside its limits: %s',
    async (text) => {
      expect(await pathsOf(get(`seconds=${text}`))).toEqual(['seconds'])
    },
  )
})

describe('the size of a body', () => {
  const limit = tunables.bodyBytesMax
  /** A body of exactly this many bytes, sent in pieces and without a length unless one is claimed. */
  function send(bytes: number, claimedLength?: number, character = 'a') {
    const text = `{"name":"${character.repeat(Math.floor((bytes - 11) / Buffer.byteLength(character)))}"}`
    const encoded = Buffer.from(text.padEnd(text.length + bytes - Buffer.byteLength(text)))
    let at = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= encoded.length) return controller.close()
        controller.enqueue(encoded.subarray(at, at + 10_001))
        at += 10_001
      },
    })
    const headers = claimedLength === undefined ? undefined : { 'content-length': String(claimedLength) }
    const request = new Request('http://host/api/test', {
      method: 'POST',
      body,
      headers,
      duplex: 'half',
    } as RequestInit)
    return {
      input: readInput(update, request, { id: '1' }),
      sent: () => at,
      name: () => JSON.parse(text).name,
    }
  }

  it('may be exactly the limit, but not one byte more', async () => {
    const exact = send(limit)
    expect(await exact.input).toMatchObject({ name: exact.name() })
    await expect(send(limit + 1).input).rejects.toMatchObject({ code: 'body_too_large' })
  })

  it('is counted in bytes, not in characters', async () => {
    const whole = send(limit, undefined, '漢')
    expect(await whole.input).toMatchObject({ name: whole.name() })
    await expect(send(limit + 3, undefined, '漢').input).rejects.toMatchObject({ code: 'body_too_large' })
  })

  it('is rejected by its content-length if that is too large, and is measured in any case', async () => {
    await expect(send(100, limit + 1).input).rejects.toMatchObject({ code: 'body_too_large' })
    await expect(send(limit + 1, 10).input).rejects.toMatchObject({ code: 'body_too_large' })
    await expect(send(limit + 1, 0).input).rejects.toMatchObject({ code: 'body_too_large' })
  })

  it('is not read far beyond the limit', async () => {
    const huge = send(20 * limit)
    await expect(huge.input).rejects.toMatchObject({ code: 'body_too_large' })
    expect(huge.sent()).toBeLessThan(2 * limit)
  })
})

describe('fields that may come by header', () => {
  it('are used when the body or the query does not have them', async () => {
    const headers = { 'x-color': 'red' }
    expect(await post({ name: 'Ada' }, { headers })).toMatchObject({ color: 'red' })
    expect(await post({ name: 'Ada', color: 'blue' }, { headers })).toMatchObject({ color: 'blue' })
    const get = (query: string) =>
      readInput(list, new Request(`http://host/api/test${query}`, { headers }), {})
    expect(await get('')).toEqual({ color: 'red' })
    expect(await get('?color=blue')).toEqual({ color: 'blue' })
  })

  it('are validated like the field in the body', async () => {
    expect(await pathsOf(post({ name: 'Ada' }, { headers: { 'x-color': 'too long' } }))).toEqual(['color'])
  })
})

describe('the headers of a chat', () => {
  const chat = (headers: Record<string, string>, body = {}) =>
    readInput(
      sendMessage,
      new Request('http://host/api/chat', {
        method: 'POST',
        headers,
        body: JSON.stringify({ userId: 'u', message: 'm', ...body }),
      }),
      {},
    )

  it('are Prefer, Idempotency-Key and the conversation id that ChatGPT sends', async () => {
    const headers = { prefer: 'wait=3', 'idempotency-key': 'k', 'openai-conversation-id': 'c' }
    expect(await chat(headers)).toEqual({
      userId: 'u',
      message: 'm',
      wait: 3,
      idempotencyKey: 'k',
      sessionId: 'openai:c',
    })
    const body = { wait: 1, idempotencyKey: 'own', sessionId: 'mine' }
    expect(await chat(headers, body)).toMatchObject(body)
  })

  it('do not include the rotating user id that ChatGPT sends', async () => {
    expect(await chat({ 'openai-ephemeral-user-id': 'e' })).toEqual({ userId: 'u', message: 'm' })
  })
})
