/** One line of Prometheus' text format. */
export type Sample = { name: string; labels: Record<string, string>; value: number }

/** Parses the samples of a text. Throws on an invalid line. */
export function parseMetrics(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      if (!name) throw new Error(`Not a sample: ${line}`)
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"(?:,|$)/g)]
      return {
        name,
        labels: Object.fromEntries(pairs.map(([, key, text]) => [key, text!])),
        value: Number(value),
      }
    })
}

/** The sum of the series with this name and these labels. An empty label value means that the label is absent. */
export const sumOf = (samples: Sample[], name: string, labels: Record<string, string> = {}): number =>
  samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([key, value]) => (sample.labels[key] ?? '') === value))
    .reduce((sum, { value }) => sum + value, 0)
