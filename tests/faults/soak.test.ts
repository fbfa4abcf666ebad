import { expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { render } from '#tests/soak/report'
import { soak } from '#tests/soak/run'

it('no answer is lost, doubled or mixed up while servers, services and the queue fail at random', async () => {
  const result = await soak({
    profile: process.env.TEST_PROFILE === 'hosted' ? 'hosted' : 'self-hosted',
    // The tests use the same seed each time. `npm run soak` uses a random one.
    seed: 1_257_259_168,
    jobs: 70,
    kills: 8,
    databaseCrashes: 1,
    kvOutages: 1,
    portBase: randomPortBase(),
    signal: AbortSignal.timeout(590_000),
  })
  expect(result.violations, render(result)).toEqual([])
  // A kill point that matches nothing would prove nothing.
  expect(result.notPassed, render(result)).toEqual([])
  expect(result.evidence.jobs.length).toBeGreaterThanOrEqual(70)
  expect(result.evidence.kills.length).toBe(8)
}, 600_000)
