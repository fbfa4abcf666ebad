import { createHash } from 'node:crypto'

/**
 * A number in [0, 1) that depends on the seed and on what it is about, and on nothing else: neither on time nor on
 * what was asked before. So a seed decides the same about the same message however the processes interleave.
 */
export function roll(seed: number, ...about: (string | number)[]): number {
  const digest = createHash('sha1')
    .update(JSON.stringify([seed, ...about]))
    .digest()
  return digest.readUIntBE(0, 6) / 2 ** 48
}

/** One of the names, each as often as its weight says. */
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
