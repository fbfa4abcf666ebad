import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
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

// As the server.js of `output: 'standalone'` does: Next takes the configuration of the build and loads no compiler for it,
// so a trimmed install needs none.
if (mode !== 'dev') process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = builtConfig()

const server = createServer()
await new Promise<void>((resolve) => server.listen(0, host, resolve))
const { port } = server.address() as AddressInfo
const app = next({ dev: mode === 'dev', dir, hostname: host, port, httpServer: server })
await app.prepare()
const handle = app.getRequestHandler()
server.on('request', (incoming, outgoing) => void handle(incoming, outgoing))
process.send?.({ port })

function builtConfig(): string {
  const required = readFileSync(join(dir, '.next', 'required-server-files.json'), 'utf8')
  return JSON.stringify((JSON.parse(required) as { config: unknown }).config)
}
