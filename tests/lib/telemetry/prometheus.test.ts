import { beforeAll, describe, expect, it } from 'vitest'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import {
  type MetricJson,
  ownMetrics,
  startPrometheus,
  toJson,
  toText,
  withProcessLabel,
} from '#lib/telemetry/prometheus'
import { prometheusName } from '#lib/telemetry/prometheus-names'
import { formatOf } from '#lib/telemetry/text-format'

beforeAll(startPrometheus)

/** The values of one metric in this process. */
const valuesOf = async (name: string) => (await ownMetrics()).find((metric) => metric.name === name)!.values

describe('names in Prometheus', () => {
  it.each([
    ['gen_ai.client.operation.duration', 's', 'histogram', 'gen_ai_client_operation_duration_seconds'],
    ['gen_ai.client.token.usage', '{token}', 'histogram', 'gen_ai_client_token_usage'],
    ['gpts.attempts', '{attempt}', 'counter', 'gpts_attempts_total'],
    ['process.memory', 'By', 'level', 'process_memory_bytes'],
    ['gpts.used', '1', 'level', 'gpts_used_ratio'],
  ] as const)('are %s in %s as a %s: %s', (name, unit, kind, expected) => {
    expect(prometheusName({ name, unit, kind })).toBe(expected)
  })
})

describe('the metrics of a process', () => {
  it('include each instrument from the start, so that a dashboard finds its name', async () => {
    const names = (await ownMetrics()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(Object.values(instruments).map(prometheusName)))
    expect(names).toEqual(
      expect.arrayContaining([
        'process_cpu_seconds_total',
        'nodejs_eventloop_lag_seconds',
        'nodejs_heap_size_used_bytes',
      ]),
    )
  })

  it('can grow and shrink, and omit labels without a value', async () => {
    record(instruments.streamsOpen, 1)
    record(instruments.streamsOpen, 1)
    record(instruments.streamsOpen, -1)
    expect(await valuesOf('gpts_streams_open')).toEqual([expect.objectContaining({ value: 1 })])
    record(instruments.attempts, 1, { outcome: 'completed', 'error.type': undefined })
    record(instruments.attempts, 2, { outcome: 'retried', 'error.type': 'model_failed' })
    const found = (await valuesOf('gpts_attempts_total')).map(({ labels, value }) => ({ labels, value }))
    expect(found).toEqual([
      { labels: { outcome: 'completed' }, value: 1 },
      { labels: { outcome: 'retried', error_type: 'model_failed' }, value: 2 },
    ])
  })
})

describe('the text of the metrics', () => {
  const counted = (value: number): MetricJson[] => [
    { name: 'gpts_jobs_accepted_total', help: 'Jobs.', type: 'counter', values: [{ labels: {}, value }] },
    {
      name: 'nodejs_version_info',
      help: 'Node.',
      type: 'gauge',
      aggregator: 'first',
      values: [{ labels: {}, value: 1 }],
    },
  ]
  const all = [
    withProcessLabel(counted(3), '1'),
    withProcessLabel(counted(4), '2'),
    toJson([{ gauge: { name: 'gpts.up', unit: '{service}', description: 'Up.' }, value: 1 }]),
  ]

  it('has the values of each process separately and completely', async () => {
    expect((await toText(all, 'prometheus')).split('\n').filter(Boolean)).toEqual([
      '# HELP gpts_jobs_accepted_total Jobs.',
      '# TYPE gpts_jobs_accepted_total counter',
      'gpts_jobs_accepted_total{process="1"} 3',
      'gpts_jobs_accepted_total{process="2"} 4',
      '# HELP nodejs_version_info Node.',
      '# TYPE nodejs_version_info gauge',
      'nodejs_version_info{process="1"} 1',
      'nodejs_version_info{process="2"} 1',
      '# HELP gpts_up Up.',
      '# TYPE gpts_up gauge',
      'gpts_up 1',
    ])
  })

  it('is in OpenMetrics form on request', async () => {
    const accept = 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1'
    expect(formatOf(accept)).toEqual({
      form: 'openmetrics',
      contentType: expect.stringMatching(/^application\/openmetrics-text; version=1/),
    })
    expect(formatOf('*/*').form).toBe('prometheus')
    expect(formatOf(null).form).toBe('prometheus')
    const text = await toText(all, 'openmetrics')
    expect(text).toContain('# TYPE gpts_jobs_accepted counter\ngpts_jobs_accepted_total{process="1"} 3\n')
    expect(text).toMatch(/\n# EOF\n$/)
  })
})
