import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { attachSession, createRedisCommandExecutor, RedisServerState } from 'js-redis-server/core'
import { acceptExactTrims } from './redis/exact-trims.ts'
import { keepSnapshot } from './redis/snapshot.ts'
import { SocketTransport } from './redis/transport.ts'

export type LocalRedis = {
  /** `redis://` with the password. */
  url: string
  port: number
  /** A message about the snapshot: it was damaged, or cannot be saved. */
  readonly notice: string | undefined
  /** Closes all connections, saves the snapshot and frees the port. */
  close(): Promise<void>
}

type Options = {
  /** 0 chooses a free port. */
  port: number
  /** Without a password every local program can connect. */
  password?: string
  /** The file that keeps the data over a restart. Without it the data is only in memory. */
  snapshotFile?: string
}

const host = '127.0.0.1'

acceptExactTrims()

/**
 * Starts an embedded Redis (js-redis-server) in this process, on 127.0.0.1 only. Any Redis client can use it, including
 * AUTH, MULTI, Lua, streams and pub/sub. Rejects if the port is in use or the snapshot cannot be opened.
 */
export async function startRedis({ port, password, snapshotFile }: Options): Promise<LocalRedis> {
  const state = new RedisServerState({ databaseCount: 1, requirepass: password })
  const executor = createRedisCommandExecutor()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)))
    const transport = new SocketTransport(socket)
    void attachSession(transport, { state, executor, clientAddress: transport.id }).done
  })
  await listen(server, port)
  // Load it now: the first script would wait for it longer than a client's timeout.
  await state.getLuaRuntime()
  const snapshot = snapshotFile
    ? await keepSnapshot(state.getDatabase(0), snapshotFile).catch(async (error) => {
        await stop(server, sockets)
        throw error
      })
    : undefined
  const address = server.address() as AddressInfo
  let closing: Promise<void> | undefined
  const close = async () => {
    await stop(server, sockets)
    await snapshot?.close()
    state.close()
  }
  return {
    url: `redis://${password ? `:${encodeURIComponent(password)}@` : ''}${host}:${address.port}`,
    port: address.port,
    get notice() {
      return snapshot?.notice
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening')
}

async function stop(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  for (const socket of sockets) socket.destroy()
  await closed
}
