import { parseCommand } from './command.ts'
import { rejectWrite } from './permissions.ts'
import type { RedisCommand, RedisConnection } from './redis.ts'
import { CommandError, type Reply } from './reply.ts'
import type { ScriptNames } from './scripts.ts'

/** Who runs commands on what: the Redis, the scripts known by hash, and whether only reads are allowed. */
export type Caller = { redis: RedisConnection; scripts: ScriptNames; readOnly: boolean }

function read(parts: unknown, readOnly: boolean): RedisCommand | CommandError {
  const command = parseCommand(parts)
  if (command instanceof CommandError || !readOnly) return command
  return rejectWrite(command) ?? command
}

/** Runs one command given as a JSON array. */
export async function runCommand({ redis, scripts, readOnly }: Caller, parts: unknown): Promise<Reply> {
  const command = read(parts, readOnly)
  if (command instanceof CommandError) return command
  return scripts.fromRedis(command, await redis.run(scripts.toRedis(command)))
}

/** Runs the commands in order; one that fails or is rejected leaves the others to run. */
export async function runPipeline({ redis, scripts, readOnly }: Caller, rows: unknown[]): Promise<Reply[]> {
  const commands = rows.map((row) => read(row, readOnly))
  const runnable = commands.filter((command): command is RedisCommand => !(command instanceof CommandError))
  const replies = await redis.pipeline(runnable.map((command) => scripts.toRedis(command)))
  let next = 0
  return commands.map((command) =>
    command instanceof CommandError ? command : scripts.fromRedis(command, replies[next++]!),
  )
}

/** Runs the commands atomically. The error is the one that kept all of them from running. */
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
