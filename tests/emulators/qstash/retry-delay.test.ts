import { describe, expect, it } from 'vitest'
import { compileRetryDelay, RetryDelaySyntaxError } from '#emulators/qstash/retry-delay'

describe('retry delay expressions', () => {
  it.each([
    ['1000', 0, 1000],
    ['1000 * (1 + retried)', 2, 3000],
    ['pow(2, retried) * 1000', 3, 8000],
    ['max(10, pow(2, retried))', 1, 10],
    ['min(1.5 - 0.5, 7)', 0, 1],
    ['2 + 3 * 4 - 6 / 3', 0, 12],
    ['10 - 4 - 3', 0, 3],
    ['64 / 4 / 2', 0, 8],
    ['-retried + +5', 2, 3],
    ['--2', 0, 2],
    ['(((retried)))', 4, 4],
    ['floor(2.9) + ceil(2.1) + round(2.5) + abs(-4)', 0, 12],
    ['sqrt(16) + exp(0)', 0, 5],
    ['.5*2', 0, 1],
  ])('evaluates %s at retried=%d to %d', (text, retried, expected) => {
    expect(compileRetryDelay(text)(retried)).toBe(expected)
  })

  it.each([
    '',
    '   ',
    '1 +',
    '(1',
    '1)',
    '1 2',
    'retries',
    'pow(2)',
    'sqrt(1, 2)',
    'min()',
    'pow',
    'constructor(1)',
    'toString',
    'process.exit(1)',
    '1; 2',
    '`1`',
    '2 ** 3',
    '1,2',
    '*2',
    '1'.repeat(501),
  ])('rejects %j', (text) => {
    expect(() => compileRetryDelay(text)).toThrow(RetryDelaySyntaxError)
  })

  it('compiles deep nesting without a stack overflow', () => {
    const text = `${'('.repeat(240)}retried${')'.repeat(240)}`
    expect(compileRetryDelay(text)(3)).toBe(3)
  })
})
