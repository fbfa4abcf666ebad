import { env } from '#lib/env'
import { ServiceProblem } from '#lib/service-problem'

/** Throws why KV cannot be used, with the variable to correct, or the error itself when it says nothing of that. */
export function kvProblem(error: unknown): never {
  const { KV } = env()
  const message = error instanceof Error ? error.message : ''
  const variable = KV === 'redis' ? 'REDIS_URL' : 'KV_REST_API_TOKEN'
  const reason = reasons.find(([text]) => text.test(message))?.[1]
  throw reason ? new ServiceProblem(reason(variable)) : error
}

const reasons: [RegExp, (variable: string) => string][] = [
  [
    /WRONGPASS|NOAUTH|unauthorized|invalid password|invalid or missing auth token/i,
    (variable) => `KV refuses the token or password: limits and caches are off. Correct ${variable}.`,
  ],
  [/NOPERM|no permissions/i, (variable) => `KV may only be read: limits are off. Correct ${variable}.`],
  [/READONLY/, (variable) => `KV is a read-only replica. ${variable} must lead to the primary.`],
  [/\bOOM\b/, () => 'KV is full: limits and caches are off.'],
  [/max.*(request|daily).*limit exceeded|quota/i, () => 'The quota of KV is used up: limits are off.'],
]
