import { parseCommand } from './command.ts'
import { rejectWrite } from './permissions.ts'
import type { RedisCommand, RedisConnection } from './redis.ts'
import { CommandError, type Reply } from './reply.ts'
import type { ScriptNames } from './scripts.ts'

/** The caller's context: the Redis, the scripts known by hash, and whether only reads are allowed. */
export type Caller = { redis: RedisConnection; scripts: ScriptNames; readOnly: boolean }

function read(parts: unknown, readOnly: boolean): RedisCommand | CommandError {
  const command = parseCommand(parts)
  if (command instanceof CommandError || !readOnly) return command
  return rejectWrite(command) ?? command
}

/** Runs a command given as a JSON array. */
export async function runCommand({ redis, scripts, readOnly }: Caller, parts: unknown): Promise<Reply> {
  const command = read(parts, readOnly)
  if (command instanceof CommandError) return command
  return scripts.fromRedis(command, await redis.run(scripts.toRedis(command)))
}

/** Runs the commands in order. If one fails or is rejected, the others still run. */
export async function runPipeline({ redis, scripts, readOnly }: Caller, rows: unknown[]): Promise<Reply[]> {
  const commands = rows.map((row) => read(row, readOnly))
  const runnable = commands.filter((command): command is RedisCommand => !(command instanceof CommandError))
  const replies = await redis.pipeline(runnable.map((command) => scripts.toRedis(command)))
  let next = 0
  return commands.map((command) =>
    command instanceof CommandError ? command : scripts.fromRedis(command, replies[next++]!),
  )
}

/** Runs the commands atomically. An error means that none of them ran. */
export async function runTransaction(
  { redis, scripts, readOnly }: Caller,
  rows: unknown[],
): Promise<Reply[] | CommandError> {
  const commands: RedisCommand[] = []
  for (const row of rows) {
    const command = read(row, readOnly)
    if (command instanceof CommandError)
      return new CommandError(`EXECABORT Transaction discarded because of: ${command.message}`)
    commands.push(command)
  }
  const replies = await redis.transaction(commands.map((command) => scripts.toRedis(command)))
  if (replies instanceof CommandError) return replies
  return replies.map((reply, i) => scripts.fromRedis(commands[i]!, reply))
}
