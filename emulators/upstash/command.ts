import type { RedisCommand } from './redis.ts'
import { CommandError } from './reply.ts'

const subscriptions = 'SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE MONITOR'
const transactions = 'MULTI EXEC DISCARD WATCH UNWATCH'
const connection = 'SELECT AUTH HELLO QUIT RESET READONLY READWRITE ASKING'
const blocking = 'BLPOP BRPOP BLMOVE BRPOPLPUSH BLMPOP BZPOPMIN BZPOPMAX BZMPOP WAIT WAITAOF'
const operations =
  'SHUTDOWN REPLICAOF SLAVEOF SYNC PSYNC REPLCONF DEBUG CONFIG SAVE BGSAVE BGREWRITEAOF MIGRATE MOVE SWAPDB FAILOVER CLUSTER MODULE LATENCY ACL CLIENT'

// An HTTP request has no connection state, and must not block or reconfigure the shared connection.
const unavailable = new Set(
  [subscriptions, transactions, connection, blocking, operations].flatMap((names) => names.split(' ')),
)

// XREADGROUP GROUP <group> <consumer>: a group may have the same name as an option.
const groupWords = 3

function argument(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** An HTTP request gets its response at once: BLOCK is dropped, so an empty stream returns null. */
function withoutBlock(args: string[], firstOption: number): string[] {
  const words = args.map((word) => word.toUpperCase())
  const block = words.indexOf('BLOCK', firstOption)
  return block < 0 || block > words.indexOf('STREAMS', firstOption) ? args : args.toSpliced(block, 2)
}

/**
 * Parses a command, a JSON array. Returns an error if it is not a command, or a command that the REST API does not
 * support.
 */
export function parseCommand(parts: unknown): RedisCommand | CommandError {
  if (!Array.isArray(parts)) return new CommandError('ERR failed to parse command')
  if (parts.length === 0 || parts[0] === '') return new CommandError('ERR empty command')
  if (parts.includes(null)) return new CommandError('ERR null args are not supported')
  const name = String(parts[0]).toUpperCase()
  if (unavailable.has(name))
    return new CommandError(
      `ERR Command is not available: '${name}'. See https://upstash.com/docs/redis/overall/rediscompatibility for details`,
    )
  const args = parts.slice(1).map(argument)
  if (name === 'XREAD') return { name, args: withoutBlock(args, 0) }
  if (name === 'XREADGROUP') return { name, args: withoutBlock(args, groupWords) }
  return { name, args }
}
