import { expect, it } from 'vitest'
import { labelOf } from '#app/console/usage/report'

const step = {
  ...{ start: '2026-01-01T00:00:00Z', cost: '0', totalTokens: 0, answers: 0, failures: 0 },
  latencyMedianMs: null,
}

it("null labels the server's own key, and a report that is not split by key has no key label", () => {
  expect(labelOf({ ...step, keyId: null, keyName: null }, 'key')).toBeNull()
  expect(labelOf({ ...step, keyId: 'key_1', keyName: null }, 'key')).toBe('key_1')
  expect(labelOf(step, 'key')).toBeUndefined()
  expect(labelOf(step, 'user')).toBeUndefined()
})
