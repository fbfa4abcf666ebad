import { Redis as Client, type Requester, type UpstashRequest, type UpstashResponse } from '@upstash/redis'
import type { Redis } from 'ioredis'
import { firstConnect, openConnection } from '#lib/kv/connection'
import { measured } from '#lib/kv/measure'
import type { Kv } from '#lib/kv/port'
import { ScriptHashes } from '#lib/kv/scripts'
import { subscriber } from '#lib/kv/subscriber'

type Command = unknown[]
type Reply = UpstashResponse<unknown>

/** Redis or Valkey from 6.2 on, over TCP or TLS: one connection for commands, and one for subscriptions when needed. */
export function redisKv(url: string): Kv {
  const redis = openConnection(url)
  const client = measured(new Client(requester(redis)))
  const subscriptions = subscriber(url)
  return {
    writer: client,
    reader: client,
    subscribeOnce: subscriptions.subscribeOnce,
    subscribe: subscriptions.subscribe,
    async close() {
      redis.disconnect()
      subscriptions.close()
    },
  }
}

/** Sends the SDK's commands over the TCP connection instead of HTTP. */
function requester(redis: Redis): Requester {
  const connected = firstConnect(redis)
  const scripts = new ScriptHashes()
  const flush = writesTogether(redis)

  async function send([first, ...rest]: Command): Promise<unknown> {
    // For names in lower case, ioredis converts the replies.
    const name = String(first).toUpperCase()
    return redis.call(name, ...(scripts.translate(name, rest) as string[]))
  }
  const reply = (command: Command): Promise<Reply> =>
    send(command).then(
      (result) => ({ result }),
      (error: Error) => ({ error: error.message }),
    )

  async function request({ path, body }: UpstashRequest): Promise<Reply | Reply[]> {
    if (redis.status !== 'ready') await connected
    flush()
    if (path?.[0] === 'pipeline') return Promise.all((body as Command[]).map(reply))
    if (path?.[0] === 'multi-exec') return transaction(redis, body as Command[])
    return reply(body as Command)
  }
  return { readYourWrites: false, request: request as Requester['request'] }
}

/** Runs all commands or none. Rejects when Redis rejects one of them before it runs any. */
async function transaction(redis: Redis, commands: Command[]): Promise<Reply[]> {
  const multi = redis.multi()
  for (const [name, ...args] of commands) multi.call(String(name).toUpperCase(), ...(args as string[]))
  const results = (await multi.exec()) ?? []
  return results.map(([error, result]) => (error ? { error: error.message } : { result }))
}

/** Combines the commands of one turn of the event loop into one write to the socket. */
function writesTogether(redis: Redis): () => void {
  let isHeld = false
  return () => {
    const { stream } = redis
    if (isHeld || !stream) return
    isHeld = true
    stream.cork()
    setImmediate(() => {
      isHeld = false
      stream.uncork()
    })
  }
}
