import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import next from 'next'

/**
 * The program of the process that serves the pages: Next on its own port of 127.0.0.1. It sends the port to its parent
 * process, and exits with it.
 */
const [mode] = process.argv.slice(2)
const dir = fileURLToPath(new URL('../..', import.meta.url))
const host = '127.0.0.1'

process.on('disconnect', () => process.exit(0))
// The parent decides when this process ends. A terminal sends Ctrl-C to both, so this process ignores it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})

const server = createServer()
await new Promise<void>((resolve) => server.listen(0, host, resolve))
const { port } = server.address() as AddressInfo
const app = next({ dev: mode === 'dev', dir, hostname: host, port, httpServer: server })
await app.prepare()
const handle = app.getRequestHandler()
server.on('request', (incoming, outgoing) => void handle(incoming, outgoing))
process.send?.({ port })
