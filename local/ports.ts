import { createServer } from 'node:net'

/** Below the range that the system hands out to outgoing connections, so that none of them takes the port. */
const portMax = 32_000

/** The wanted port, or the next free one above it, on 127.0.0.1; `taken` ones are passed over. */
export async function freePort(wanted: number, taken: Set<number> = new Set()): Promise<number> {
  const end = wanted < portMax ? portMax : 65_536
  for (let port = wanted; port < end; port++) {
    if (taken.has(port) || !(await isFree(port))) continue
    taken.add(port)
    return port
  }
  throw new Error(`No free port between ${wanted} and ${end}.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

const randomMin = 18_000
/** Of one process of a test run: each of them has a range of its own, the ports in which are chosen before they are bound. */
const rangePorts = 3_250
const range = Number(process.env.VITEST_POOL_ID || 0) % 4
/** More than one user of a base takes. */
const spacing = 25
let offset = Math.floor(Math.random() * rangePorts)

/** Where to look for a port for something short-lived: far from the last one, so that two at once hardly ever meet. */
export function randomPortBase(): number {
  offset = (offset + spacing) % (rangePorts - spacing)
  return randomMin + range * rangePorts + offset
}
