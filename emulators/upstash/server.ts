import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Backend } from './backend.ts'
import { memoryBackend } from './memory.ts'
import { redisBackend } from './redis.ts'
import { restListener } from './rest.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'

export interface UpstashOptions {
  /** 0 for a free one. */
  port: number
  host?: string
  token: string
  /** A second token that runs read commands only. */
  readOnlyToken?: string
  /** A real Redis (`redis://…`) to keep the data in; without it the data is in this process. */
  redisUrl?: string
  /** Where in-process data outlives a restart. A real Redis keeps its own. */
  snapshotFile?: string
}

export interface UpstashHandle {
  url: string
  port: number
  /** What an operator should know of the snapshot: set aside as damaged, or not saved. */
  readonly notice: string | undefined
  /** Ends all requests and subscriptions, saves the snapshot and frees the port. */
  close(): Promise<void>
}

// Longer than the SDK's fetch keeps idle connections, so that the client is the one to close them.
const KEEP_ALIVE_MS = 60_000

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function openBackend({ redisUrl, snapshotFile }: UpstashOptions) {
  if (redisUrl) return { backend: await redisBackend(redisUrl), snapshot: undefined }
  const { backend, database } = memoryBackend()
  try {
    return { backend, snapshot: snapshotFile ? await keepSnapshot(database, snapshotFile) : undefined }
  } catch (error) {
    await backend.close()
    throw error
  }
}

async function closeBackend(backend: Backend, snapshot: SnapshotKeeper | undefined): Promise<void> {
  await snapshot?.close()
  await backend.close()
}

/**
 * Starts a stand-in for Upstash Redis that speaks its REST protocol to any client with one of the tokens.
 * Rejects when the port is taken, the Redis cannot be reached or the snapshot cannot be opened.
 */
export async function startUpstash(options: UpstashOptions): Promise<UpstashHandle> {
  const { host = '127.0.0.1', token, readOnlyToken } = options
  const { backend, snapshot } = await openBackend(options)
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    restListener(backend, { token, readOnlyToken }),
  )
  try {
    const port = await listen(server, options.port, host)
    let closing: Promise<void> | undefined
    return {
      url: `http://${host}:${port}`,
      port,
      get notice() {
        return snapshot?.notice
      },
      close() {
        closing ??= stop(server).then(() => closeBackend(backend, snapshot))
        return closing
      },
    }
  } catch (error) {
    await closeBackend(backend, snapshot)
    throw error
  }
}
