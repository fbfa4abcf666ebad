import { redisCommandDefinitions } from 'js-redis-server/core'
import type { RedisCommand } from './backend.ts'
import { CommandError } from './reply.ts'

// "Some powerful read commands (e.g. SCAN, KEYS) are also restricted with read only token."
// https://upstash.com/docs/redis/features/restapi#security-and-authentication
const POWERFUL = new Set(['KEYS', 'SCAN'])

const READS = new Set(
  redisCommandDefinitions
    .filter(({ flags }) => flags.includes('readonly'))
    .map(({ name }) => name.toUpperCase())
    .concat('ECHO', 'HEXPIRETIME', 'HPEXPIRETIME')
    .filter((name) => !POWERFUL.has(name)),
)

/** The error for a command that the caller's token may not run. */
export const refusal = (name: string) =>
  new CommandError(
    `NOPERM this user has no permissions to run the '${name.toLowerCase()}' command or its subcommand`,
  )

/** The refusal of a command that the read-only token may not run, or undefined for a read. */
export const refuseWrite = ({ name }: RedisCommand): CommandError | undefined =>
  READS.has(name) ? undefined : refusal(name)
