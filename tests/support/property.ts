import type { Parameters } from 'fast-check'

/**
 * Options for property tests: `PROPERTY_RUNS * runs` cases from PROPERTY_SEED, or from a fixed seed. A failure prints the
 * smallest counterexample found.
 */
export function propertyOptions(runs: number): Parameters<unknown> {
  const { PROPERTY_SEED, PROPERTY_RUNS } = process.env
  return {
    numRuns: Math.ceil(runs * Number(PROPERTY_RUNS || 1)),
    seed: Number(PROPERTY_SEED || 1),
  }
}
