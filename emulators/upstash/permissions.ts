import { redisCommandDefinitions } from 'js-redis-server/core'
import type { RedisCommand } from './redis.ts'
import { CommandError } from './reply.ts'

// "Some powerful read commands (e.g. SCAN, KEYS) are also restricted with read only token."
// https://upstash.com/docs/redis/features/restapi#security-and-authentication
const powerful = new Set(['KEYS', 'SCAN'])

const reads = new Set(
  redisCommandDefinitions
    .filter(({ flags }) => flags.includes('readonly'))
    .map(({ name }) => name.toUpperCase())
    .filter((name) => !powerful.has(name)),
)

/** The error for a command that the caller's token may not run. */
export const rejection = (name: string) =>
  new CommandError(
    `NOPERM this user has no permissions to run the '${name.toLowerCase()}' command or its subcommand`,
  )

/** The error for a command that the read-only token may not run, or undefined for a read. */
export const rejectWrite = ({ name }: RedisCommand): CommandError | undefined =>
  reads.has(name) ? undefined : rejection(name)
