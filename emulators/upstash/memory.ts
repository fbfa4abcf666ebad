import {
  ClientSession,
  type CommandExecutor,
  createRedisCommandExecutor,
  isResponseStream,
  type RedisDatabase,
  RedisServerState,
  type RedisValue,
} from 'js-redis-server/core'
import type { Backend, RedisCommand } from './backend.ts'
import { extraCommands } from './extra-commands.ts'
import { CommandError, type Reply } from './reply.ts'

const doubleText = (value: number) =>
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'

function toReply(value: RedisValue): Reply {
  switch (value.kind) {
    case 'simple-string':
    case 'bulk-string':
    case 'integer':
      return value.value
    case 'array':
    case 'set':
      return value.items.map(toReply)
    case 'null':
    case 'null-array':
      return null
    case 'error':
      return new CommandError(value.code ? `${value.code} ${value.message}` : value.message)
    case 'double':
      return Buffer.from(doubleText(value.value))
    case 'boolean':
      return value.value ? 1 : 0
    case 'big-number':
      return Buffer.from(String(value.value))
    case 'verbatim':
      return value.value
    case 'map':
    case 'flat-pairs':
      return value.entries.flatMap(([key, item]) => [toReply(key), toReply(item)])
    case 'map-pairs':
      return value.entries.map(([key, item]) => [toReply(key), toReply(item)])
    case 'push':
      return [Buffer.from(value.name), ...value.items.map(toReply)]
  }
}

const thrown = (error: Error) => new CommandError(`ERR ${error.message}`)

const toBuffer = (arg: string | Buffer) => (typeof arg === 'string' ? Buffer.from(arg) : arg)

async function queue(
  session: ClientSession,
  { name, args }: RedisCommand,
): Promise<CommandError | undefined> {
  const result = await session.execute(name, args.map(toBuffer))
  const reply = isResponseStream(result) ? undefined : toReply(result.value)
  return reply instanceof CommandError ? reply : undefined
}

async function transact(session: ClientSession, commands: RedisCommand[]): Promise<Reply[] | CommandError> {
  await session.execute('MULTI', [])
  let refused: CommandError | undefined
  for (const command of commands) {
    const error = await queue(session, command)
    refused ??= error
  }
  const result = await session.execute('EXEC', [])
  const replies = isResponseStream(result) ? null : toReply(result.value)
  if (Array.isArray(replies)) return replies
  return new CommandError(
    `EXECABORT Transaction discarded because of: ${refused?.message ?? 'previous errors.'}`,
  )
}

/**
 * Runs commands in order in one turn of the database, which costs half of a turn for each. None of them
 * waits for another client (blocking commands are refused before), so holding the turn cannot deadlock.
 */
function runner(session: ClientSession, executor: CommandExecutor) {
  const context = session.createExecutionContext()
  return async (commands: RedisCommand[]): Promise<Reply[]> => {
    const turn = await session.db.turnQueue.waitTurn()
    try {
      const replies: Reply[] = []
      for (const { name, args } of commands) {
        const result = await executor.executeRaw(name, args.map(toBuffer), context).catch(thrown)
        if (result instanceof CommandError) replies.push(result)
        else replies.push(isResponseStream(result) ? null : toReply(result.value))
      }
      return replies
    } finally {
      turn.release()
    }
  }
}

/** An in-process Redis (js-redis-server), and its database for snapshots. Its sessions take turns, so EXEC is atomic. */
export function memoryBackend(): { backend: Backend; database: RedisDatabase } {
  const server = new RedisServerState({ databaseCount: 1 })
  const executor = createRedisCommandExecutor({ extraCommands })
  const open = () => new ClientSession({ server, executor })
  const shared = open()
  const run = runner(shared, executor)
  const idle: ClientSession[] = []
  const backend: Backend = {
    run: async (command) => (await run([command]))[0]!,
    pipeline: run,
    async transaction(commands) {
      const session = idle.pop() ?? open()
      const replies = await transact(session, commands)
      idle.push(session)
      return replies
    },
    async subscribe(kind, name, listener) {
      const deliver = (event: { channel: Buffer; message: Buffer }) =>
        listener(event.channel.toString(), event.message.toString())
      const channel = Buffer.from(name)
      return kind === 'subscribe'
        ? server.pubsubBroker.subscribe(channel, deliver)
        : server.pubsubBroker.psubscribe(channel, deliver)
    },
    async close() {
      for (const session of [shared, ...idle]) session.close()
      server.close()
    },
  }
  return { backend, database: server.getDatabase(0) }
}
