import { createServer } from 'node:net'

/** Below the system's range for outgoing connections, so that none of them takes the port. */
const portMax = 32_000

/** The wanted port on 127.0.0.1, or the next free port above it. Skips the ports in `taken`. */
export async function freePort(wanted: number, taken: Set<number> = new Set()): Promise<number> {
  const end = wanted < portMax ? portMax : 65_536
  for (let port = wanted; port < end; port++) {
    if (taken.has(port) || !(await isFree(port))) continue
    taken.add(port)
    return port
  }
  throw new Error(`No free port between ${wanted} and ${end}.`)
}

/**
 * Starts something on the wanted port, or on the next free one above it. If another process takes the port after it was
 * found free, `start` rejects with the code EADDRINUSE and is called with the next one.
 */
export async function onFreePort<T>(
  wanted: number,
  taken: Set<number>,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (;;) {
    const port = await freePort(wanted, taken)
    try {
      return await start(port)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

const randomMin = 18_000
/** The size of a test process's port range. Processes have separate ranges, since a port is chosen before it is bound. */
const rangePorts = 2_200
const range = Number(process.env.VITEST_POOL_ID || 0) % 6
/** More ports than one user of a base needs. */
const spacing = 25
let offset = Math.floor(Math.random() * rangePorts)

/** A random start for the search of a short-lived port, so that two searches at once rarely collide. */
export function randomPortBase(): number {
  offset = (offset + spacing) % (rangePorts - spacing)
  return randomMin + range * rangePorts + offset
}
