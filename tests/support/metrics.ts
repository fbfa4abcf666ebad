/** One line of Prometheus' text form. */
export type Sample = { name: string; labels: Record<string, string>; value: number }

/** The samples of a text; throws at a line that is none. */
export function parseMetrics(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      if (!name) throw new Error(`No sample: ${line}`)
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"(?:,|$)/g)]
      return {
        name,
        labels: Object.fromEntries(pairs.map(([, key, text]) => [key, text!])),
        value: Number(value),
      }
    })
}

/** The sum over the series of this name with these labels; an empty one is that of a series without it. */
export const sumOf = (samples: Sample[], name: string, labels: Record<string, string> = {}): number =>
  samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([key, value]) => (sample.labels[key] ?? '') === value))
    .reduce((sum, { value }) => sum + value, 0)
