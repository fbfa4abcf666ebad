import { describe, expect, it } from 'vitest'
import { count, emptyCounts, isWithinBudget, perTurn } from '#bench/round-trip-counts'

describe('the count of round trips', () => {
  it('counts a SQL request once, and each statement in it', () => {
    const tally = emptyCounts()
    count(tally, 'sql', { path: '/sql', body: '{"query":"select 1","params":[]}' })
    count(tally, 'sql', { path: '/sql', body: '{"queries":[{"query":"select 1"},{"query":"select 2"}]}' })
    expect(tally).toEqual({ ...emptyCounts(), sql: 2, statements: 3 })
  })

  it('counts a KV pipeline once, and each command in it', () => {
    const tally = emptyCounts()
    count(tally, 'kv', { path: '/pipeline', body: '[["GET","a"],["GET","b"]]' })
    count(tally, 'kv', { path: '/multi-exec', body: '[["GET","a"]]' })
    count(tally, 'kv', { path: '/', body: '["GET","a"]' })
    expect(tally).toEqual({ ...emptyCounts(), kv: 3, commands: 4 })
  })

  it('counts subscriptions separately from other KV requests', () => {
    const tally = emptyCounts()
    count(tally, 'kv', { path: '/subscribe/job%3A1', body: '' })
    expect(tally).toEqual({ ...emptyCounts(), subscribe: 1 })
  })

  it('averages over the turns, and any fraction above the budget exceeds it', () => {
    const tally = perTurn({ ...emptyCounts(), sql: 21, kv: 20 }, 20)
    expect(isWithinBudget('request', 'sql', tally.sql)).toBe(false)
    expect(isWithinBudget('request', 'kv', tally.kv)).toBe(true)
  })
})
