import { Redis } from 'ioredis'
import { CommandError, type Reply } from './reply.ts'
import { type Listener, Subscriptions } from './subscriptions.ts'

/** A command of the REST API: the upper-case name and the arguments. */
export type RedisCommand = { name: string; args: string[] }

/** The Redis behind the REST API. A failed command is a `CommandError` value, never a rejection. */
export type RedisConnection = {
  run(command: RedisCommand): Promise<Reply>
  /** Runs in order, each with its own reply. Commands of other clients may run in between. */
  pipeline(commands: RedisCommand[]): Promise<Reply[]>
  /** Runs all or none, without other commands in between. A `CommandError` instead of the list means that nothing ran. */
  transaction(commands: RedisCommand[]): Promise<Reply[] | CommandError>
  /** Resolves when the subscription is active, with a function that ends it. */
  subscribe(channel: string, listener: Listener): Promise<() => void>
  close(): Promise<void>
}

// A command on a lost connection fails without a retry: a retry could run half a transaction outside of it.
const options = {
  // RESP2, since the REST API returns its reply types.
  protocol: 2 as const,
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

/**
 * Connects to a Redis by its URL: one connection for commands, one for subscriptions. Rejects if Redis is unreachable.
 */
export async function connectRedis(url: string): Promise<RedisConnection> {
  const commands = new Redis(url, options)
  const subscriber = new Redis(url, options)
  // The failing command reports a lost connection, and ioredis reconnects by itself.
  for (const connection of [commands, subscriber]) connection.on('error', () => undefined)
  const close = async () => {
    await Promise.all([commands, subscriber].map(disconnect))
  }
  await Promise.all([commands.connect(), subscriber.connect()]).catch(async (error) => {
    await close()
    throw error
  })
  const subscriptions = new Subscriptions(subscriber)
  const counted = ({ name, args }: RedisCommand, reply: Reply): Reply =>
    name === 'PUBLISH' && typeof reply === 'number' ? reply + subscriptions.uncounted(args[0]!) : reply
  return {
    // Upper-case names keep ioredis from reshaping replies (HGETALL into an object).
    run: async (command) =>
      counted(command, await commands.callBuffer(command.name, command.args).then(toReply, toReply)),
    pipeline: async (list) => {
      const replies = await sendAll(commands, list)
      return replies.map(([error, result], i) =>
        error ? toReply(error) : counted(list[i]!, toReply(result)),
      )
    },
    transaction: (list) => transact(commands, list),
    subscribe: (channel, listener) => subscriptions.add(channel, listener),
    close,
  }
}

async function sendAll(redis: Redis, commands: RedisCommand[]): Promise<[Error | null, unknown][]> {
  const batch = redis.pipeline()
  for (const { name, args } of commands) batch.callBuffer(name, args)
  return (await batch.exec()) ?? []
}

async function transact(redis: Redis, commands: RedisCommand[]): Promise<Reply[] | CommandError> {
  const replies = await sendAll(redis, [{ name: 'MULTI', args: [] }, ...commands, { name: 'EXEC', args: [] }])
  const [error, result] = replies.at(-1) ?? [null, null]
  if (!error && Array.isArray(result)) return result.map(toReply)
  const cause = replies.find(([error]) => error)?.[0]?.message ?? 'previous errors.'
  return new CommandError(`EXECABORT Transaction discarded because of: ${cause}`)
}

function disconnect(connection: Redis): Promise<void> {
  return new Promise((resolve) => {
    // Only an open connection emits its end; a connection that waits to reconnect just stops.
    if (connection.status === 'ready' || connection.status === 'connect')
      connection.once('end', () => resolve())
    else resolve()
    connection.disconnect()
  })
}
