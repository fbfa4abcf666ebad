import { createHash } from 'node:crypto'
import type { RedisCommand } from './redis.ts'
import type { Reply } from './reply.ts'

const firstLine = /^#![^\n]*/

const sha1 = (script: string) => createHash('sha1').update(script).digest('hex')

/**
 * Runs scripts with Upstash's first line (`#!lua flags=allow-key-locking`), which Redis rejects, by text and by hash. An
 * unknown hash is forwarded, and Redis returns NOSCRIPT.
 */
export class ScriptNames {
  readonly #stored = new Map<string, string>()

  /** The command for Redis: without the line, and with the hash of the script without the line. */
  toRedis({ name, args }: RedisCommand): RedisCommand {
    const [first = '', ...rest] = args
    if (name === 'EVAL' || name === 'EVAL_RO') return { name, args: [this.#strip(first), ...rest] }
    if (name === 'EVALSHA' || name === 'EVALSHA_RO') return { name, args: [this.#rename(first), ...rest] }
    if (name !== 'SCRIPT') return { name, args }
    const isLoad = /^load$/i.test(first)
    return { name, args: [first, ...rest.map((arg) => (isLoad ? this.#strip(arg) : this.#rename(arg)))] }
  }

  /** The reply for the caller: SCRIPT LOAD returns the hash of the original script. */
  fromRedis({ name, args: [, script] }: RedisCommand, reply: Reply): Reply {
    const wasStripped = name === 'SCRIPT' && Buffer.isBuffer(reply) && script?.startsWith('#!')
    return wasStripped ? Buffer.from(sha1(script!)) : reply
  }

  /** Keeps the line break, so that line numbers in Lua errors match the original script. */
  #strip(script: string): string {
    if (!script.startsWith('#!')) return script
    const stripped = script.replace(firstLine, '')
    this.#stored.set(sha1(script), sha1(stripped))
    return stripped
  }

  #rename(hash: string): string {
    return this.#stored.get(hash.toLowerCase()) ?? hash
  }
}
