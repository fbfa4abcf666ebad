import type { RedisCommand } from './backend.ts'
import { CommandError } from './reply.ts'

const SUBSCRIPTIONS = 'SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE MONITOR'
const TRANSACTIONS = 'MULTI EXEC DISCARD WATCH UNWATCH'
const CONNECTION = 'SELECT AUTH HELLO QUIT RESET READONLY READWRITE ASKING'
const BLOCKING = 'BLPOP BRPOP BLMOVE BRPOPLPUSH BLMPOP BZPOPMIN BZPOPMAX BZMPOP WAIT WAITAOF'
const OPERATIONS =
  'SHUTDOWN REPLICAOF SLAVEOF SYNC PSYNC REPLCONF DEBUG CONFIG SAVE BGSAVE BGREWRITEAOF MIGRATE MOVE SWAPDB FAILOVER CLUSTER MODULE LATENCY ACL'

// One HTTP request has no connection state and must not hold or reconfigure the connection all share.
const UNAVAILABLE = new Set(
  [SUBSCRIPTIONS, TRANSACTIONS, CONNECTION, BLOCKING, OPERATIONS].flatMap((names) => names.split(' ')),
)

// XREADGROUP GROUP <group> <consumer>: a group may be named like an option.
const GROUP_WORDS = 3

function argument(value: unknown): string | Buffer {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

// An HTTP request is answered at once: BLOCK is dropped, so an empty stream answers null.
function withoutBlock(args: (string | Buffer)[], firstOption: number): (string | Buffer)[] {
  for (let i = firstOption; i < args.length; i++) {
    const word = String(args[i]).toUpperCase()
    if (word === 'STREAMS') return args
    if (word === 'BLOCK') return [...args.slice(0, i), ...args.slice(i + 2)]
  }
  return args
}

// "=" before a threshold is Redis' default, and js-redis-server takes it for the threshold.
function withoutExactly(args: (string | Buffer)[]): (string | Buffer)[] {
  const strategy = /^nomkstream$/i.test(String(args[1])) ? 2 : 1
  const isExact = /^(maxlen|minid)$/i.test(String(args[strategy])) && String(args[strategy + 1]) === '='
  return isExact ? args.toSpliced(strategy + 1, 1) : args
}

/**
 * Reads one command of a request (a JSON array, or path segments). The error is the one to answer
 * when it is no command, or a command the REST API does not offer.
 */
export function parseCommand(parts: unknown): RedisCommand | CommandError {
  if (!Array.isArray(parts)) return new CommandError('ERR failed to parse command')
  if (parts.length === 0 || parts[0] === '') return new CommandError('ERR empty command')
  if (parts.includes(null)) return new CommandError('ERR null args are not supported')
  const name = String(parts[0]).toUpperCase()
  if (UNAVAILABLE.has(name)) return unavailable(name)
  const args: (string | Buffer)[] = new Array(parts.length - 1)
  for (let i = 1; i < parts.length; i++) args[i - 1] = argument(parts[i])
  if (name === 'CLIENT') {
    // The connection is shared: a client's name for itself is acknowledged and not kept.
    return String(args[0]).toUpperCase() === 'SETINFO'
      ? { name: 'ECHO', args: ['OK'] }
      : unavailable('CLIENT')
  }
  if (name === 'XREAD') return { name, args: withoutBlock(args, 0) }
  if (name === 'XREADGROUP') return { name, args: withoutBlock(args, GROUP_WORDS) }
  if (name === 'XADD' || name === 'XTRIM') return { name, args: withoutExactly(args) }
  return { name, args }
}

/** The REST API's answer to a command it does not offer. */
const unavailable = (name: string) =>
  new CommandError(
    `ERR Command is not available: '${name}'. See https://upstash.com/docs/redis/overall/rediscompatibility for details`,
  )
