import type { Sample } from '#lib/telemetry/prometheus'
import about from '../../package.json' with { type: 'json' }

/** Which version runs. */
export const buildInfo = (): Sample => ({
  name: 'gpts_build_info',
  help: 'The version of the server and of Node.js; the value is always 1.',
  labels: { version: about.version, node_version: process.version },
  value: 1,
})
