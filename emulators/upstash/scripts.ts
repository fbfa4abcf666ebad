import { createHash } from 'node:crypto'
import type { RedisCommand } from './backend.ts'
import type { Reply } from './reply.ts'

const SHEBANG = /^#![^\n]*/

const sha1 = (script: string | Buffer) => createHash('sha1').update(script).digest('hex')

/** Lets scripts with Upstash's first line (`#!lua flags=allow-key-locking`), which Redis refuses, run by text and by hash. */
export interface ScriptNames {
  /** The command Redis understands: the line removed, the hash of the script replaced by that of what is left. */
  toRedis(command: RedisCommand): RedisCommand
  /** The reply the caller expects: SCRIPT LOAD answers the hash of the script as it was sent. */
  fromRedis(command: RedisCommand, reply: Reply): Reply
}

/** A registry of the scripts seen so far; a hash it has not seen is passed on and ends in NOSCRIPT. */
export function scriptNames(): ScriptNames {
  const stored = new Map<string, string>()
  const strip = (script: string | Buffer): string | Buffer => {
    const text = String(script)
    if (!text.startsWith('#!')) return script
    // The line's end stays, so that line numbers in Lua errors are those of the sent script.
    const stripped = text.replace(SHEBANG, '')
    stored.set(sha1(script), sha1(stripped))
    return stripped
  }
  const rename = (hash: string | Buffer) => stored.get(String(hash).toLowerCase()) ?? hash
  return {
    toRedis(command) {
      const [first = '', ...rest] = command.args
      switch (command.name) {
        case 'EVAL':
        case 'EVAL_RO':
          return String(first).startsWith('#!')
            ? { name: command.name, args: [strip(first), ...rest] }
            : command
        case 'EVALSHA':
        case 'EVALSHA_RO':
          return stored.size > 0 ? { name: command.name, args: [rename(first), ...rest] } : command
        case 'SCRIPT':
          if (/^load$/i.test(String(first))) return { name: command.name, args: [first, ...rest.map(strip)] }
          return { name: command.name, args: [first, ...rest.map(rename)] }
        default:
          return command
      }
    },
    fromRedis(command, reply) {
      if (command.name !== 'SCRIPT' || !Buffer.isBuffer(reply)) return reply
      const script = command.args[1]
      return script !== undefined && String(script).startsWith('#!') ? Buffer.from(sha1(script)) : reply
    },
  }
}
