import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parser } from '@prometheus-io/lezer-promql'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { parse } from 'yaml'
import { gauges } from '#lib/metrics/gauges'
import { instruments } from '#lib/telemetry/instruments'
import type { Gauge, Instrument } from '#lib/telemetry/metrics'
import { labelName, prometheusName } from '#lib/telemetry/prometheus-names'
import { root } from '#local/server'
import { call, chat } from '#tests/support/api'
import { parseMetrics } from '#tests/support/metrics'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'

type Rule = { alert: string; expr: string; annotations: { summary: string } }
type Panel = { title: string; targets?: { expr: string; legendFormat: string }[] }

const read = (file: string) => readFile(join(root, file), 'utf8')
const rules = (
  parse(await read('deploy/prometheus-alerts.yml')) as { groups: { rules: Rule[] }[] }
).groups.flatMap((group) => group.rules)
const dashboard = JSON.parse(await read('deploy/grafana-dashboard.json')) as { panels: Panel[] }
const panels = dashboard.panels.filter(({ targets }) => targets)

/** The metrics and labels in an expression. Throws on invalid PromQL. */
function readExpression(text: string): { metrics: string[]; labels: string[] } {
  // Grafana's variables, with example values.
  const expression = text.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*')
  const found = { metrics: [] as string[], labels: [] as string[] }
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      const source = expression.slice(from, to)
      if (type.isError) throw new Error(`No PromQL at ${from}: ${expression}`)
      if (type.name === 'Identifier') found.metrics.push(source)
      if (type.name === 'LabelName') found.labels.push(source)
    },
  })
  return found
}

const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets!.map(({ expr }) => [title, expr] as const)),
]

/** The metrics of the server: names by type, and the labels of all samples. */
async function scrape() {
  const response = await fetch(`${inject('appUrl')}/metrics`, {
    headers: { authorization: `Bearer ${secrets.apiKey}` },
  })
  const text = await response.text()
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  const names = types.flatMap(([, name, type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name!],
  )
  return {
    names: new Set(names),
    labels: new Set(parseMetrics(text).flatMap(({ labels }) => Object.keys(labels))),
  }
}

// Metrics that appear only after something happened.
beforeAll(async () => {
  const userId = newUser()
  await call('POST', '/api/users', { body: { userId } })
  await call('PUT', '/api/budgets', { body: { userId, period: 'day', unit: 'tokens', hard: 1_000_000 } })
  const failing = { userId, model: `failing-${userId}`, wait: 0 }
  await chat({ ...failing, message: script(userId, { status: 500 }, { status: 500 }) })
  await vi.waitFor(async () => expect((await scrape()).names).toContain('gpts_circuit_state'), 60_000)
})

describe('the alert rules and the dashboard', () => {
  it.each(expressions)('%s uses metrics that the server has: %s', async (_, expression) => {
    const { names, labels } = await scrape()
    const known = new Set([
      ...labels,
      ...Object.values<Instrument>(instruments).flatMap(({ attributes }) => attributes.map(labelName)),
      ...['instance', 'job'],
    ])
    const asked = readExpression(expression)
    expect(asked.metrics.length).toBeGreaterThan(0)
    // Prometheus adds this one to each scrape.
    expect(asked.metrics.filter((name) => name !== 'up' && !names.has(name))).toEqual([])
    expect(asked.labels.filter((name) => !known.has(name))).toEqual([])
  })

  it('detects invalid PromQL, and reads metrics and labels', () => {
    expect(() => readExpression('sum(rate(x[5m])')).toThrow()
    expect(readExpression('sum by (a) (rate(x{b="c"}[5m])) > 1')).toEqual({
      metrics: ['x'],
      labels: ['a', 'b'],
    })
  })
})

it('docs/operations.md explains each alert, and names only existing metrics', async () => {
  const text = await read('docs/operations.md')
  for (const { alert } of rules) expect(text).toContain(`\`${alert}\``)
  const explained = [...text.matchAll(/`(Gpts[A-Z]\w+)`/g)].map(([, name]) => name!)
  expect(explained.filter((name) => !rules.some(({ alert }) => alert === name))).toEqual([])
  const { names } = await scrape()
  const isGiven = (name: string) => names.has(name) || names.has(`${name}_count`)
  const named = [
    ...text.matchAll(
      /`((?:gpts|gen_ai|http|db)_\w+_(?:total|seconds|ratio|usage|up|info|jobs|state|pending|waiting|open|processes))`/g,
    ),
  ]
  expect(named.length).toBeGreaterThan(20)
  expect(named.map(([, name]) => name!).filter((name) => !isGiven(name))).toEqual([])
})

it('docs/operations.md has each metric in its table', async () => {
  const text = await read('docs/operations.md')
  const names = [
    ...Object.values<Instrument>(instruments).map(prometheusName),
    ...Object.values<Gauge>(gauges).map((gauge) => prometheusName({ ...gauge, kind: 'level' })),
  ]
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})
