/** The value of one label in one time step. */
export type Bar = { at: string; label: string; value: number }

/** The bars of a chart: for each step, one value per label in the order of `labels`. */
export type Stacks = {
  steps: string[]
  labels: string[]
  values: Map<string, Map<string, number>>
  max: number
}

/** The number of colors. Further labels share the color of `others`. */
const labelsMax = 6

/** Stacks values by step. The labels with the largest sums keep their own bars; the rest are summed under `others`. */
export function toStacks(bars: Bar[], steps: string[], others: string): Stacks {
  const sums = new Map<string, number>()
  for (const { label, value } of bars) sums.set(label, (sums.get(label) ?? 0) + value)
  const sorted = [...sums].toSorted(([, a], [, b]) => b - a).map(([label]) => label)
  const isAll = sorted.length <= labelsMax
  const labels = isAll ? sorted : [...sorted.slice(0, labelsMax - 1), others]
  const values = new Map<string, Map<string, number>>()
  for (const { at, label, value } of bars) {
    const ofStep = values.get(at) ?? new Map<string, number>()
    const name = labels.includes(label) ? label : others
    values.set(at, ofStep.set(name, (ofStep.get(name) ?? 0) + value))
  }
  const heights = [...values.values()].map((ofStep) =>
    [...ofStep.values()].reduce((sum, value) => sum + value, 0),
  )
  return { steps: [...new Set([...steps, ...values.keys()])], labels, values, max: Math.max(0, ...heights) }
}
