import type { Backend, RedisCommand } from './backend.ts'
import { CommandError, type Reply } from './reply.ts'

const isWithType = (arg: string | Buffer) => /^withtype$/i.test(String(arg))

/** Whether the command is SCAN with WITHTYPE, an option of Upstash that Redis does not have. */
export const isScanWithTypes = ({ name, args }: RedisCommand) =>
  name === 'SCAN' && args.slice(1).some(isWithType)

/** SCAN … WITHTYPE: the reply lists each key followed by its type. */
export async function scanWithTypes(backend: Backend, { name, args }: RedisCommand): Promise<Reply> {
  const reply = await backend.run({ name, args: args.filter((arg, i) => i === 0 || !isWithType(arg)) })
  if (reply instanceof CommandError || !Array.isArray(reply)) return reply
  const [cursor = null, found] = reply
  const keys = Array.isArray(found) ? found.filter(Buffer.isBuffer) : []
  const types = await backend.pipeline(keys.map((key) => ({ name: 'TYPE', args: [key] })))
  return [cursor, keys.flatMap((key, i) => [key, types[i] ?? null])]
}
