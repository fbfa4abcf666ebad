import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join, resolve } from 'node:path'

const answerMs = 1_000

export type InstanceLock = {
  /** The URL of this process's server, which it reports to a second launcher. */
  setAddress(url: string): void
  close(): Promise<void>
}

/**
 * Makes this process the only launcher on a data folder, until it closes or exits. Throws if another launcher uses the
 * folder. A connection identifies the other launcher, since a stored process id may be reused by another program.
 */
export async function acquireInstanceLock(dataDir: string): Promise<InstanceLock> {
  const name = resolve(dataDir)
  const file = join(name, 'launcher.port')
  const known = Number(await readFile(file, 'utf8').catch(() => ''))
  const [owner, address] = known ? (await readText(known)).split('\n') : []
  if (owner === name)
    throw new Error(
      `The server already runs${address ? ` at ${address}` : ''} with the data in ${name}. Stop it first.`,
    )
  let url = ''
  const server = createServer((socket) => socket.on('error', () => {}).end(`${name}\n${url}`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await writeFile(file, String(port))
  return {
    setAddress: (appUrl) => {
      url = appUrl
    },
    close: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

/** The text that a local port sends. Empty without a listener, or without text within a second. */
function readText(port: number): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(answerMs, () => socket.destroy())
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      received += bytes
    })
    socket.on('close', () => resolve(received))
  })
}
