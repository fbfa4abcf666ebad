import type { Backend, RedisCommand } from './backend.ts'
import { parseCommand } from './command.ts'
import { refuseWrite } from './permissions.ts'
import { CommandError, type Reply } from './reply.ts'
import { isScanWithTypes, scanWithTypes } from './scan.ts'
import type { ScriptNames } from './scripts.ts'

/** Who runs commands on what: the Redis, the scripts known by hash, and whether only reads are allowed. */
export interface Caller {
  backend: Backend
  scripts: ScriptNames
  readOnly: boolean
}

function read(parts: unknown, readOnly: boolean): RedisCommand | CommandError {
  const command = parseCommand(parts)
  if (command instanceof CommandError || !readOnly) return command
  return refuseWrite(command) ?? command
}

const discarded = (cause: CommandError) =>
  new CommandError(`EXECABORT Transaction discarded because of: ${cause.message}`)

/** Runs one command given as a JSON array. */
export async function runCommand({ backend, scripts, readOnly }: Caller, parts: unknown): Promise<Reply> {
  const command = read(parts, readOnly)
  if (command instanceof CommandError) return command
  if (isScanWithTypes(command)) return scanWithTypes(backend, command)
  return scripts.fromRedis(command, await backend.run(scripts.toRedis(command)))
}

/** Runs the commands in order; one that fails or is refused leaves the others to run. */
export async function runPipeline({ backend, scripts, readOnly }: Caller, rows: unknown[]): Promise<Reply[]> {
  const commands = rows.map((row) => read(row, readOnly))
  const runnable = commands.filter((command): command is RedisCommand => !(command instanceof CommandError))
  const replies = await backend.pipeline(runnable.map(scripts.toRedis))
  let next = 0
  return commands.map((command) =>
    command instanceof CommandError ? command : scripts.fromRedis(command, replies[next++]!),
  )
}

/** Runs the commands atomically. The error is the one that kept all of them from running. */
export async function runTransaction(
  { backend, scripts, readOnly }: Caller,
  rows: unknown[],
): Promise<Reply[] | CommandError> {
  const commands: RedisCommand[] = []
  for (const row of rows) {
    const command = read(row, readOnly)
    if (command instanceof CommandError) return discarded(command)
    commands.push(command)
  }
  const replies = await backend.transaction(commands.map(scripts.toRedis))
  if (replies instanceof CommandError) return discarded(replies)
  return replies.map((reply, i) => scripts.fromRedis(commands[i]!, reply))
}
