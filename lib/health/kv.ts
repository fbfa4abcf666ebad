import { type Env, env } from '#lib/env'
import { ServiceProblem } from '#lib/service-problem'

/** Throws a ServiceProblem that names the problem with KV and the variable to correct, or else the error itself. */
export function kvProblem(error: unknown): never {
  const { KV } = env()
  const message = error instanceof Error ? error.message : ''
  const variable = credentials[KV]
  const reason = reasons.find(([text]) => text.test(message))?.[1]
  throw reason ? new ServiceProblem(reason(variable)) : error
}

/** The variable that has each adapter's password or token. */
const credentials: Record<Env['KV'], string> = { redis: 'REDIS_URL', upstash: 'KV_REST_API_TOKEN' }

const reasons: [RegExp, (variable: string) => string][] = [
  [
    /WRONGPASS|NOAUTH|unauthorized|invalid password|invalid or missing auth token/i,
    (variable) => `KV rejects the token or password, so rate limits and caches are off. Correct ${variable}.`,
  ],
  [
    /NOPERM|no permissions/i,
    (variable) => `KV is read-only for this server, so rate limits are off. Correct ${variable}.`,
  ],
  [/READONLY/, (variable) => `KV is a read-only replica. ${variable} must be the address of the primary.`],
  [/\bOOM\b/, () => 'KV is full, so rate limits and caches are off.'],
  [
    /max.*(request|daily).*limit exceeded|quota/i,
    () => 'The quota of KV is used up, so rate limits are off.',
  ],
]
