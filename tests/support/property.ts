import type { Parameters } from 'fast-check'

/**
 * How properties are run: PROPERTY_RUNS times `runs`, from PROPERTY_SEED, or the same seed each time. A failure prints the
 * smallest example that was found.
 */
export function propertyOptions(runs: number): Parameters<unknown> {
  const { PROPERTY_SEED, PROPERTY_RUNS } = process.env
  return {
    numRuns: Math.ceil(runs * Number(PROPERTY_RUNS || 1)),
    seed: Number(PROPERTY_SEED || 1),
  }
}
