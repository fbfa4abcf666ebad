import { describe, expect, it } from 'vitest'
import { finishOf } from '#lib/models/dialect/finish'

describe('finishOf', () => {
  it.each([
    ['stop', undefined],
    ['tool_calls', undefined],
    [null, undefined],
    ['constructor', undefined],
    ['length', 'length'],
    ['MAX_TOKENS', 'length'],
    ['model_length', 'length'],
    ['content_filter', 'filtered'],
    ['content_filter: PROHIBITED_CONTENT', 'filtered'],
    ['SAFETY', 'filtered'],
    ['sensitive', 'filtered'],
    ['error', 'failed'],
    ['insufficient_system_resource', 'failed'],
  ])('maps %s to %s', (reason, finish) => {
    expect(finishOf(reason)).toBe(finish)
  })
})
