import { kvReader } from '#lib/kv/index'

/** The last outage failure of a model, and the time when its circuit opened (0 if it has not). */
export type Outage = { openedMs: number; atMs: number; code: string; message: string }

/** The hash of outages: `provider/name` → `<opened, ms>:<failed, ms>:<code>:<message>`. */
export const outagesKey = 'circuits:outages'

/** The part of the value after the times. */
export const outageText = ({ code, message }: Pick<Outage, 'code' | 'message'>) => `${code}:${message}`

/** The last outage of each model. Throws when KV is down. */
export async function readOutages(): Promise<Record<string, Outage>> {
  const found = (await kvReader().hgetall<Record<string, string>>(outagesKey)) ?? {}
  const outages = Object.entries(found).map(([model, value]) => [model, parseOutage(value)] as const)
  return Object.fromEntries(outages.filter((entry) => entry[1] !== undefined)) as Record<string, Outage>
}

function parseOutage(value: string): Outage | undefined {
  const [, opened, at, code, message] = /^(\d+):(\d+):(\w+):(.*)$/s.exec(String(value)) ?? []
  if (code === undefined || message === undefined) return undefined
  return { openedMs: Number(opened), atMs: Number(at), code, message }
}
