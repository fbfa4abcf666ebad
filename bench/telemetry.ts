import { startServer } from '#local/server'
import { startChild } from './child.ts'
import { type Run, runLoad, warmUp } from './load.ts'
import type { Options } from './options.ts'
import type { Services } from './services.ts'
import { verifyTurns } from './verify.ts'

type Bench = {
  services: Services
  options: Options
  onClose(close: () => Promise<void>): void
  progress(text: string): void
}

/** Each server runs twice, alternating, so that other load on the machine affects both. */
const rounds = ['plain', 'with OpenTelemetry', 'plain', 'with OpenTelemetry']

/**
 * Measures the server without and with OpenTelemetry, which creates a span for every request, attempt, model call,
 * statement and command and sends it to a collector. Only one server runs at a time.
 */
export async function compareTelemetry({ services, options, onClose, progress }: Bench): Promise<Run[]> {
  const { client, vars, port, target } = services
  const collector = await startChild<{ url: string }, null, number>('collector', {}, onClose)
  const on = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.ready.url }
  const runs: Run[] = []
  let turns = 0
  for (const name of rounds) {
    const server = await startServer({ mode: 'start', port, vars: { ...vars, ...(name !== 'plain' && on) } })
    onClose(() => server.close())
    const aim = target(name, server.url, server.pid)
    progress(`Warming up: ${name} …`)
    turns += await warmUp(client, aim, Math.max(...options.clients))
    for (const count of options.clients) {
      progress(`Measuring: ${name}, ${count} ${count === 1 ? 'client' : 'clients'} …`)
      const measured = await runLoad(client, aim, count, options.seconds)
      runs.push(measured.run)
      turns += measured.turns
    }
    await server.close()
  }
  await verifyTurns(vars.DATABASE_URL!, turns, await services.model.ask(null))
  progress(`The collector got ${((await collector.ask(null)) / 2 ** 20).toFixed(1)} MB.`)
  return runs
}
