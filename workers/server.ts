import { listen } from '#lib/server/listen'
import type { Instruction } from '#lib/server/messages'
import { Pages } from '#lib/server/pages'
import { apiRoutes } from '#lib/server/routes'
import { tunables } from '#lib/tunables'
import { workerRoutes } from '#workers/routes'

/** The program of one process of the server, which `lib/server/processes.ts` starts: `server.ts <host> <port>`. */
const [host, port] = process.argv.slice(2)
const pages = new Pages()
const server = await listen({
  host: host!,
  port: Number(port),
  routes: [...apiRoutes(), ...workerRoutes],
  pages,
}).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})

let isStopping = false

/** Answers what is open, and ends. */
async function stop(graceMs: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  await server.stop(graceMs)
  process.exit(0)
}

process.on('message', (instruction: Instruction) => {
  if (instruction.kind === 'pages') pages.set(instruction.state)
  else void stop(instruction.graceMs)
})
process.on('SIGTERM', () => void stop(tunables.shutdownMsMax))
// A terminal sends its Ctrl-C to every process: the first one decides what it means.
process.on('SIGINT', () => {})
