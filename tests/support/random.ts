import { createHash } from 'node:crypto'

/**
 * A number in [0, 1) that depends only on the seed and on `about`, not on the time or on earlier calls. So a seed makes
 * the same decision for the same message in every interleaving of the processes.
 */
export function roll(seed: number, ...about: (string | number)[]): number {
  const digest = createHash('sha1')
    .update(JSON.stringify([seed, ...about]))
    .digest()
  return digest.readUIntBE(0, 6) / 2 ** 48
}

/** Chooses a name with a probability by its weight. */
export function choose<T extends string>(weights: Record<T, number>, rolled: number): T {
  const entries = Object.entries<number>(weights) as [T, number][]
  let left = rolled * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    left -= weight
    if (left < 0) return name
  }
  return entries.at(-1)![0]
}

/** A whole number from `min` to `max`. */
export const between = (min: number, max: number, rolled: number) =>
  min + Math.floor(rolled * (max - min + 1))
