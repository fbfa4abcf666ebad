import { type CommandDefinition, defineCommand, RedisResult, RedisValue, t } from 'js-redis-server/core'

const echo = defineCommand({
  name: 'echo',
  schema: t.object({ message: t.bulk() }),
  flags: ['readonly', 'fast'],
  keys: () => [],
  execute: ({ message }) => RedisResult.create(RedisValue.bulkString(message)),
})

const NO_FIELD = -2
const NO_EXPIRY = -1

const hashExpireTime = (name: string, unitMs: number) =>
  defineCommand({
    name,
    schema: t.object({
      key: t.key(),
      keyword: t.keyword('FIELDS'),
      count: t.integer({ min: 1 }),
      fields: t.variadic(t.bulk(), { min: 1 }),
    }),
    flags: ['readonly', 'fast'],
    keys: ({ key }) => [key],
    execute: ({ key, fields }, { db }) => {
      const now = Date.now()
      const live = [...(db.getHash(key)?.fields.values() ?? [])].filter(
        ({ expiresAt }) => expiresAt === undefined || expiresAt > now,
      )
      const times = fields.map((field) => {
        const found = live.find((entry) => entry.field.equals(field))
        if (!found) return NO_FIELD
        return found.expiresAt === undefined ? NO_EXPIRY : Math.floor(found.expiresAt / unitMs)
      })
      return RedisResult.create(RedisValue.array(times.map(RedisValue.integer)))
    },
  })

/** Commands of the Upstash SDK that js-redis-server 0.3 lacks. They also work in MULTI and in scripts. */
export const extraCommands: CommandDefinition[] = [
  echo,
  hashExpireTime('hexpiretime', 1000),
  hashExpireTime('hpexpiretime', 1),
] as CommandDefinition[]
