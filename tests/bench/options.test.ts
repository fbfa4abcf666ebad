import { describe, expect, it } from 'vitest'
import { readOptions } from '#bench/options'

describe('the command line of the benchmark', () => {
  it('has defaults for everything', () => {
    expect(readOptions([])).toEqual({
      hosted: false,
      telemetry: false,
      seconds: 10,
      clients: [1, 16, 64],
      modelMs: 50,
      slowHeads: 100,
    })
  })

  it('accepts every option', () => {
    const args = [
      '--hosted',
      '--seconds',
      '3',
      '--clients',
      '1,8',
      '--model-ms',
      '0',
      '--slow-heads',
      '0',
      '--json',
      'out.json',
    ]
    const options = {
      hosted: true,
      telemetry: false,
      seconds: 3,
      clients: [1, 8],
      modelMs: 0,
      slowHeads: 0,
      json: 'out.json',
    }
    expect(readOptions(args)).toEqual(options)
  })

  it.each([
    ['--seconds', '0'],
    ['--seconds', '121'],
    ['--clients', '1,'],
    ['--clients', '257'],
    ['--model-ms', '1.5'],
    ['--slow-heads', '201'],
    ['--unknown', '1'],
  ])('refuses %s %s, and says why', (...args) => {
    expect(() => readOptions(args)).toThrow(args[0])
  })
})
