import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { kv } from '#lib/kv/index'
import { candidates, chooseModel } from '#lib/models/candidates'
import {
  type Circuits,
  circuitState,
  circuitsKey,
  claimProbe,
  closeCircuit,
  noteOutage,
  releaseProbe,
} from '#lib/models/circuit'
import { outagesKey, readOutages } from '#lib/models/outages'
import { modelTimeoutMs } from '#lib/models/timeout'
import { tunables } from '#lib/tunables'
import { useServices } from '#tests/support/lib-services'

const { circuitFailuresMax, circuitOpenSeconds, circuitKeptSeconds } = tunables
const now = Date.UTC(2026, 10, 20)
const openMs = circuitOpenSeconds * 1000

beforeAll(async () => {
  await useServices()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => kv().del(circuitsKey, outagesKey))

const circuits = async (): Promise<Circuits> => (await kv().hgetall<Circuits>(circuitsKey)) ?? {}
const stateAt = async (ms: number, model = 'm') => circuitState(await circuits(), model, ms)
const fail = async (times: number, model = 'm', at = now) => {
  for (let i = 0; i < times; i++) await noteOutage(model, at, failure)
}

const failure = { code: 'model_unavailable', message: 'It is: down.' }

describe('a circuit', () => {
  it('is closed for an unknown model, and after too few failures', async () => {
    expect(await stateAt(now)).toEqual({ kind: 'closed' })
    await fail(circuitFailuresMax - 1)
    expect(await stateAt(now)).toEqual({ kind: 'closed' })
  })

  it('opens after the maximum of failures, and is half-open when its time is over', async () => {
    await fail(circuitFailuresMax)
    expect(await stateAt(now)).toEqual({ kind: 'open', seconds: circuitOpenSeconds })
    expect(await stateAt(now + openMs - 500)).toEqual({ kind: 'open', seconds: 0.5 })
    expect(await stateAt(now + openMs)).toEqual({ kind: 'half-open' })
  })

  it('counts the failures of all workers at once', async () => {
    await Promise.all(Array.from({ length: circuitFailuresMax }, () => noteOutage('m', now, failure)))
    expect(await stateAt(now)).toMatchObject({ kind: 'open' })
  })

  it('is separate for each model', async () => {
    await fail(circuitFailuresMax, 'a model: "other"')
    expect(await stateAt(now)).toEqual({ kind: 'closed' })
    expect(await stateAt(now, 'a model: "other"')).toMatchObject({ kind: 'open' })
  })

  it('is closed by a success, and then needs as many failures again to open', async () => {
    await fail(circuitFailuresMax)
    await closeCircuit('m')
    await fail(circuitFailuresMax - 1)
    expect(await stateAt(now)).toEqual({ kind: 'closed' })
  })

  it('keeps the time when it opened through failed probes, and the last error even when it is closed', async () => {
    await fail(circuitFailuresMax - 1)
    expect((await readOutages()).m).toEqual({ openedMs: 0, atMs: now, ...failure })
    await fail(1, 'm', now + 1)
    await fail(1, 'm', now + openMs)
    expect((await readOutages()).m).toEqual({ openedMs: now + 1, atMs: now + openMs, ...failure })
    await closeCircuit('m')
    await fail(1, 'm', now + 2 * openMs)
    expect((await readOutages()).m).toMatchObject({ openedMs: 0, atMs: now + 2 * openMs })
  })

  it('expires when no more calls are recorded', async () => {
    await fail(1)
    expect(await kv().ttl(circuitsKey)).toBeGreaterThan(circuitKeptSeconds - 60)
  })

  it('is closed when its value in KV cannot be read', () => {
    for (const text of ['', 'x', '5', '5:', ':5', '5:x'])
      expect(circuitState({ m: text }, 'm', now)).toEqual({ kind: 'closed' })
  })
})

describe('a half-open circuit', () => {
  const later = now + openMs
  const halfOpen = async () => {
    await fail(circuitFailuresMax)
    return circuits()
  }

  it('allows exactly one of twenty workers to probe, and is open for the others meanwhile', async () => {
    const seen = await halfOpen()
    const allowed = await Promise.all(Array.from({ length: 20 }, () => claimProbe(seen, 'm', later)))
    expect(allowed.filter(Boolean)).toHaveLength(1)
    expect(await stateAt(later)).toEqual({ kind: 'open', seconds: modelTimeoutMs() / 1000 })
  })

  it('allows another worker to probe when the first one disappears', async () => {
    expect(await claimProbe(await halfOpen(), 'm', later)).toBe(true)
    const after = later + modelTimeoutMs()
    expect(await stateAt(after)).toEqual({ kind: 'half-open' })
    expect(await claimProbe(await circuits(), 'm', after)).toBe(true)
  })

  it('is open again after a failed probe, and closed after a success', async () => {
    await claimProbe(await halfOpen(), 'm', later)
    await noteOutage('m', later, failure)
    expect(await stateAt(later)).toEqual({ kind: 'open', seconds: circuitOpenSeconds })
    await closeCircuit('m')
    expect(await stateAt(later)).toEqual({ kind: 'closed' })
  })
})

describe('candidates', () => {
  it('are the requested model and the fallbacks, each once', async () => {
    process.env.OPENAI_FALLBACK_MODELS = 'b, c ,b'
    vi.resetModules()
    const fresh = await import('#lib/models/candidates')
    expect(fresh.candidates('a')).toEqual(['a', 'b', 'c'])
    expect(fresh.candidates('c')).toEqual(['c', 'b'])
    expect(fresh.candidates(undefined)).toEqual(['fake-model', 'b', 'c'])
    delete process.env.OPENAI_FALLBACK_MODELS
    expect(candidates('a')).toEqual(['a'])
  })
})

describe('chooseModel', () => {
  const open = `${circuitFailuresMax}:${now + 4_000}`
  const shorter = `${circuitFailuresMax}:${now + 1_000}`

  it('chooses the first model whose circuit is closed, from the given index on', async () => {
    expect(await chooseModel(['a', 'b'], 0, {}, now)).toEqual({ model: 'a', index: 0, isProbe: false })
    expect(await chooseModel(['a', 'b'], 1, {}, now)).toEqual({ model: 'b', index: 1, isProbe: false })
    expect(await chooseModel(['a', 'b'], 0, { a: open }, now)).toEqual({
      model: 'b',
      index: 1,
      isProbe: false,
    })
  })

  it('waits until the first circuit is half-open when all are open', async () => {
    expect(await chooseModel(['a', 'b'], 0, { a: open, b: shorter }, now)).toEqual({ waitSeconds: 1 })
    expect(await chooseModel(['a', 'b'], 1, { a: shorter, b: open }, now)).toEqual({ waitSeconds: 4 })
  })

  it('chooses the last model when the list has become shorter', async () => {
    expect(await chooseModel(['a'], 3, {}, now)).toEqual({ model: 'a', index: 0, isProbe: false })
  })

  it('probes a half-open model, or chooses the next one while another worker probes', async () => {
    await fail(circuitFailuresMax, 'a')
    const seen = await circuits()
    const later = now + openMs
    expect(await chooseModel(['a', 'b'], 0, seen, later)).toEqual({ model: 'a', index: 0, isProbe: true })
    expect(await chooseModel(['a', 'b'], 0, seen, later)).toEqual({ model: 'b', index: 1, isProbe: false })
    expect(await chooseModel(['a'], 0, seen, later)).toEqual({ waitSeconds: 0 })
    await releaseProbe(seen, 'a')
    expect(await chooseModel(['a'], 0, seen, later)).toMatchObject({ isProbe: true })
  })
})
