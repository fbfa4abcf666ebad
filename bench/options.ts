import { parseArgs } from 'node:util'

export type Options = {
  /** Measure Next's production build with the emulators of the hosted services, instead of the server of `npm start`. */
  hosted: boolean
  /** Compare the server with and without OpenTelemetry, instead of with the synchronous server. */
  telemetry: boolean
  seconds: number
  clients: number[]
  modelMs: number
  /** The number of conversations with a slow answer while one is measured. 0 skips this part. */
  slowHeads: number
  /** The file for the figures. */
  json?: string
}

export const usage = `usage: npm run bench -- [options]
  --hosted            Next with the emulators of Neon, Upstash and QStash, instead of the server of npm start
  --telemetry         the server with and without OpenTelemetry, one after the other, twice
  --seconds N         measured time for each number of clients, 1 to 120 (10)
  --clients N,N,…     clients at once, each 1 to 256 (1,16,64)
  --model-ms N        latency of the mock model, 0 to 10000 (50)
  --slow-heads N      conversations with a slow answer while another is measured, 0 to 200 (100)
  --json FILE         also writes the figures to a file`

/** Reads the command line. Throws an error that names the fault. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      hosted: { type: 'boolean', default: false },
      telemetry: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '10' },
      clients: { type: 'string', default: '1,16,64' },
      'model-ms': { type: 'string', default: '50' },
      'slow-heads': { type: 'string', default: '100' },
      json: { type: 'string' },
    },
  })
  if (values.hosted && values.telemetry) throw new Error('--telemetry works only without --hosted.')
  return {
    hosted: values.hosted,
    telemetry: values.telemetry,
    seconds: wholeNumber('seconds', values.seconds, 1, 120),
    clients: values.clients.split(',').map((text) => wholeNumber('clients', text, 1, 256)),
    modelMs: wholeNumber('model-ms', values['model-ms'], 0, 10_000),
    slowHeads: wholeNumber('slow-heads', values['slow-heads'], 0, 200),
    ...(values.json && { json: values.json }),
  }
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new Error(`--${name}: "${text}" is not a whole number from ${min} to ${max}.`)
}
