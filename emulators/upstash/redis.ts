import { Redis } from 'ioredis'
import type { Backend, MessageListener, RedisCommand, SubscriptionKind } from './backend.ts'
import { CommandError, type Reply } from './reply.ts'

// A command cut off by a lost connection fails: sent again, half a transaction would run outside of it.
const OPTIONS = {
  lazyConnect: true,
  enableReadyCheck: false,
  maxRetriesPerRequest: 1,
  autoResendUnfulfilledCommands: false,
}

function toReply(value: unknown): Reply {
  if (value instanceof Error) return new CommandError(value.message)
  if (Array.isArray(value)) return value.map(toReply)
  return value as Reply
}

// Upper-case names keep ioredis from reshaping replies (HGETALL into an object).
const run = (redis: Redis, { name, args }: RedisCommand): Promise<Reply> =>
  redis.callBuffer(name, args).then(toReply, toReply)

/** Several listeners of a channel share one Redis subscription on one connection. */
function hub(connection: Redis) {
  const listeners = {
    subscribe: new Map<string, Set<MessageListener>>(),
    psubscribe: new Map<string, Set<MessageListener>>(),
  }
  connection.on('message', (channel: string, message: string) => {
    for (const listener of listeners.subscribe.get(channel) ?? []) listener(channel, message)
  })
  connection.on('pmessage', (pattern: string, channel: string, message: string) => {
    for (const listener of listeners.psubscribe.get(pattern) ?? []) listener(channel, message)
  })
  const leave = (kind: SubscriptionKind, name: string, listener: MessageListener) => {
    const group = listeners[kind].get(name)
    if (!group?.delete(listener) || group.size > 0) return
    listeners[kind].delete(name)
    const left = kind === 'subscribe' ? connection.unsubscribe(name) : connection.punsubscribe(name)
    left.catch(() => undefined) // the connection is closed, and the subscription with it
  }
  return {
    /** Listeners of the channel here that Redis does not know of, for PUBLISH's count. */
    hidden: (channel: string) => Math.max(0, (listeners.subscribe.get(channel)?.size ?? 0) - 1),
    async join(kind: SubscriptionKind, name: string, listener: MessageListener) {
      const group = listeners[kind].get(name) ?? new Set()
      listeners[kind].set(name, group.add(listener))
      try {
        // Asked again by every listener: Redis answers in order, so each knows the subscription stands.
        await connection[kind](name)
      } catch (error) {
        leave(kind, name, listener)
        throw error
      }
      return () => leave(kind, name, listener)
    },
  }
}

async function transact(redis: Redis, commands: RedisCommand[]): Promise<Reply[] | CommandError> {
  const batch = redis.pipeline()
  batch.callBuffer('MULTI')
  for (const { name, args } of commands) batch.callBuffer(name, args)
  batch.callBuffer('EXEC')
  const replies = (await batch.exec()) ?? []
  const [error, result] = replies.at(-1) ?? [null, null]
  if (!error && Array.isArray(result)) return result.map(toReply)
  const cause = replies.find(([refused]) => refused)?.[0]?.message ?? 'previous errors.'
  return new CommandError(`EXECABORT Transaction discarded because of: ${cause}`)
}

function disconnect(connection: Redis): Promise<void> {
  return new Promise((resolve) => {
    // Only an open connection tells of its end; one that waits to reconnect just stops.
    if (connection.status === 'ready' || connection.status === 'connect')
      connection.once('end', () => resolve())
    else resolve()
    connection.disconnect()
  })
}

/**
 * A Redis server by its `redis://` URL, over one connection for commands and one for subscriptions.
 * Rejects when the server cannot be reached.
 */
export async function redisBackend(url: string): Promise<Backend> {
  const commands = new Redis(url, OPTIONS)
  const subscriber = new Redis(url, OPTIONS)
  // A lost connection is met again by the command that fails for it; ioredis reconnects by itself.
  for (const connection of [commands, subscriber]) connection.on('error', () => undefined)
  try {
    await Promise.all([commands.connect(), subscriber.connect()])
  } catch (error) {
    await Promise.all([commands, subscriber].map(disconnect))
    throw error
  }
  const subscriptions = hub(subscriber)
  const counted = ({ name, args }: RedisCommand, reply: Reply): Reply =>
    name === 'PUBLISH' && typeof reply === 'number' ? reply + subscriptions.hidden(String(args[0])) : reply
  return {
    run: async (command) => counted(command, await run(commands, command)),
    async pipeline(list) {
      const batch = commands.pipeline()
      for (const { name, args } of list) batch.callBuffer(name, args)
      const replies = (await batch.exec()) ?? []
      return replies.map(([error, result], i) =>
        error ? toReply(error) : counted(list[i]!, toReply(result)),
      )
    },
    transaction: (list) => transact(commands, list),
    subscribe: subscriptions.join,
    async close() {
      await Promise.all([commands, subscriber].map(disconnect))
    },
  }
}
