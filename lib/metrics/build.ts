import type { Gauge, Sample } from '#lib/telemetry/metrics'
import about from '../../package.json' with { type: 'json' }

export const { version } = about

const build: Gauge = {
  name: 'gpts.build.info',
  unit: '{build}',
  description: 'The version of the server and of Node.js; the value is always 1.',
}

/** The running version. */
export const buildInfo = (): Sample => ({
  gauge: build,
  attributes: { version, node_version: process.version },
  value: 1,
})
