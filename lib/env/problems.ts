import {
  chosenDatabase,
  chosenQueue,
  hasInngest,
  hasQStash,
  hasUpstash,
  isSet,
  isVercel,
  type Vars,
} from '#lib/env/choices'
import { tunables } from '#lib/tunables'

/** The configuration is incomplete or wrong; `problems` has a line for each variable. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The configuration is incomplete or wrong:\n${problems.map((p) => `  ${p}`).join('\n')}`)
    this.problems = problems
  }
}

export const longestOnVercel = String(tunables.modelTimeoutSecondsVercel)
export const tooLongOnVercel = `is more than ${longestOnVercel}, after which Vercel ends the worker`

/** When no engine is configured, only one of them is reported as missing. This advice names the alternative. */
export function adviceFor(name: string, vars: Vars): string {
  const isQueueChosen = isSet(vars.QUEUE) || hasQStash(vars) || hasInngest(vars)
  if (name === 'QSTASH_TOKEN' && !isQueueChosen) return otherQueue
  if (name === 'REDIS_URL' && !isSet(vars.REDIS_URL))
    return ': set it, or KV_REST_API_URL and KV_REST_API_TOKEN'
  if (name === 'KV_REST_API_URL' && !hasUpstash(vars)) return ': set it and KV_REST_API_TOKEN, or REDIS_URL'
  return ''
}

/** Returns the problems of variables that are valid alone but not together. */
export function findConflicts(vars: Vars): string[] {
  const noPassword = chosenDatabase(vars) === 'neon' && !hasPassword(vars.DATABASE_URL) ? [needsPassword] : []
  if (!isVercel(vars)) return noPassword
  return [
    ...noPassword,
    ...(chosenQueue(vars) === 'postgres'
      ? ['QUEUE is postgres, which needs a process that keeps running: on Vercel, set QSTASH_… or INNGEST_…']
      : []),
    ...(Number(vars.OPENAI_TIMEOUT_SECONDS) > tunables.modelTimeoutSecondsVercel
      ? [`OPENAI_TIMEOUT_SECONDS ${tooLongOnVercel}`]
      : []),
  ]
}

/** Also true for a missing or invalid address, which is reported elsewhere. */
const hasPassword = (url: string | undefined) => !url || !URL.canParse(url) || new URL(url).password !== ''

const needsPassword =
  'DATABASE_URL has no password, which Neon over HTTP needs: postgres://user:password@host/name'

/** The variables of the external OpenID provider: all or none. Without OIDC_ALLOWED everyone could sign in. */
export const externalSignIn = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ALLOWED']

/** Returns a problem for each missing variable of a group that must be set together. None if no variable is set. */
export function missingOf(together: string[], vars: Vars): string[] {
  const missing = together.filter((name) => !isSet(vars[name]))
  if (missing.length === together.length) return []
  return missing.map((name) => `${name} is missing: ${together.join(', ')} are needed together`)
}

const otherQueue =
  ' (for Inngest instead of QStash, set INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY, and none of QSTASH_…)'
