import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { errorFields, log } from '#lib/log'
import { jsonLine, textLine } from '#lib/log-line'
import { noteLogFields, withLogFields } from '#lib/log-scope'
import { tunables } from '#lib/tunables'

const written: { stream: 'stdout' | 'stderr'; line: string }[] = []
const entries = () => written.map(({ line }) => JSON.parse(line))

beforeEach(() => {
  written.length = 0
  vi.stubEnv('LOG_FORMAT', 'json')
  vi.stubEnv('NO_COLOR', '')
  vi.stubEnv('FORCE_COLOR', '')
  vi.spyOn(console, 'log').mockImplementation((line) => void written.push({ stream: 'stdout', line }))
  vi.spyOn(console, 'error').mockImplementation((line) => void written.push({ stream: 'stderr', line }))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const everyLevel = () => {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) log(level, level)
}

describe('levels', () => {
  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['loud', ['info', 'warn', 'error']],
  ])('LOG_LEVEL=%s omits lines below that level', (level, events) => {
    vi.stubEnv('LOG_LEVEL', level)
    everyLevel()
    expect(entries().map(({ event }) => event)).toEqual(events)
  })

  it('write warnings and errors to stderr, the others to stdout', () => {
    vi.stubEnv('LOG_LEVEL', 'debug')
    everyLevel()
    expect(written.map(({ stream }) => stream)).toEqual(['stdout', 'stdout', 'stderr', 'stderr'])
  })
})

describe('a log scope', () => {
  it('adds its fields to every line within it, also after an await, and to no other line', async () => {
    await Promise.all(
      ['one', 'two'].map((requestId) =>
        withLogFields({ requestId }, async () => {
          await Promise.resolve()
          noteLogFields({ jobId: `job_${requestId}` })
          await Promise.resolve()
          log('info', requestId)
        }),
      ),
    )
    log('info', 'outside')
    expect(entries()).toMatchObject([
      { event: 'one', requestId: 'one', jobId: 'job_one' },
      { event: 'two', requestId: 'two', jobId: 'job_two' },
      { event: 'outside' },
    ])
    expect(entries()[2]).not.toHaveProperty('requestId')
  })

  it('does not get fields of an inner scope, and a field of the line wins', () => {
    withLogFields({ requestId: 'one' }, () => {
      withLogFields({ jobId: 'inner' }, () => noteLogFields({ attempt: 2 }))
      log('info', 'outer', { requestId: 'two' })
    })
    expect(entries()).toEqual([{ time: expect.any(String), level: 'info', event: 'outer', requestId: 'two' }])
  })
})

const entry = { time: '2026-11-29T07:00:00.123Z', level: 'warn', event: 'lease.not_renewed' } as const

describe('a line', () => {
  it('has a maximum length for each field', () => {
    const line = jsonLine({ ...entry, hint: 'x'.repeat(10_000) })
    expect(JSON.parse(line).hint).toHaveLength(tunables.logCharactersMax)
  })

  it('is readable in a terminal', () => {
    expect(textLine({ ...entry, jobId: 'job_1', attempt: 2, cause: undefined }, false)).toBe(
      '07:00:00.123 WARN  lease.not_renewed jobId=job_1 attempt=2',
    )
  })

  it('contains no line breaks and no terminal control characters', () => {
    const line = textLine({ ...entry, hint: 'a\nb\u001b[2Jc\u009bd code="1"\u202e' }, false)
    expect(line).toMatch(/ hint="a\\nb\\u001b\[2Jc\\u009bd code=\\"1\\"\\u202e"$/)
    expect(line).not.toMatch(/\p{C}/u)
  })

  it('has colours only in a terminal, or with FORCE_COLOR', () => {
    vi.stubEnv('LOG_FORMAT', 'text')
    const stderr = process.stderr as { isTTY?: boolean }
    const { isTTY } = stderr
    const coloured = (terminal: boolean, vars: Record<string, string>) => {
      stderr.isTTY = terminal
      for (const [name, value] of Object.entries({ NO_COLOR: '', FORCE_COLOR: '', ...vars }))
        vi.stubEnv(name, value)
      log('warn', 'event')
      return written.at(-1)!.line.includes('\u001b[33m')
    }
    expect(coloured(false, {})).toBe(false)
    expect(coloured(true, {})).toBe(true)
    expect(coloured(true, { NO_COLOR: '1' })).toBe(false)
    expect(coloured(false, { FORCE_COLOR: '1' })).toBe(true)
    if (isTTY === undefined) delete stderr.isTTY
    else stderr.isTTY = isTTY
  })
})

it('the fields of an error are its name, code and place, never its message', () => {
  const error = Object.assign(new TypeError('secret\n    at secret (secret:1:1)'), { code: 'E1' })
  expect(errorFields(error)).toMatchObject({
    error: 'TypeError',
    code: 'E1',
    at: expect.stringContaining('log.test'),
  })
  expect(JSON.stringify(errorFields(error))).not.toContain('secret')
})
