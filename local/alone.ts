import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join, resolve } from 'node:path'

const answerMs = 1_000

export type Alone = {
  /** Where this process serves, which it tells another that would like to. */
  setAddress(url: string): void
  close(): Promise<void>
}

/**
 * Makes this process the only one that keeps its services' data in a folder, until it closes or ends. Throws when
 * another one does. A process id in a file may be reused by another program; a connection tells who is there.
 */
export async function beAlone(dataDir: string): Promise<Alone> {
  const name = resolve(dataDir)
  const file = join(name, 'launcher.port')
  const known = Number(await readFile(file, 'utf8').catch(() => ''))
  const [owner, address] = known ? (await saidAt(known)).split('\n') : []
  if (owner === name)
    throw new Error(
      `It runs already${address ? ` at ${address}` : ''}, on the data in ${name}. End that one first.`,
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

/** What is said at a port of this machine; empty when nobody listens or nothing is said soon. */
function saidAt(port: number): Promise<string> {
  return new Promise((tell) => {
    let said = ''
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(answerMs, () => socket.destroy())
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      said += bytes
    })
    socket.on('close', () => tell(said))
  })
}
