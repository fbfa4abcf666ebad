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

/** The other choice, behind the first variable of an engine that is missing because none is configured. */
export function adviceFor(name: string, vars: Vars): string {
  const isQueueChosen = isSet(vars.QUEUE) || hasQStash(vars) || hasInngest(vars)
  if (name === 'QSTASH_TOKEN' && !isQueueChosen) return otherQueue
  if (name === 'REDIS_URL' && !isSet(vars.REDIS_URL))
    return ': set it, or KV_REST_API_URL and KV_REST_API_TOKEN'
  if (name === 'KV_REST_API_URL' && !hasUpstash(vars)) return ': set it and KV_REST_API_TOKEN, or REDIS_URL'
  return ''
}

/** Problems of variables that are right each for itself. */
export function findConflicts(vars: Vars): string[] {
  const noPassword = chosenDatabase(vars) === 'neon' && !hasPassword(vars.DATABASE_URL) ? [wantsPassword] : []
  if (!isVercel(vars)) return noPassword
  return [
    ...noPassword,
    ...(chosenQueue(vars) === 'postgres'
      ? ['QUEUE is postgres, which needs a process that stays; on Vercel set QSTASH_… or INNGEST_… instead']
      : []),
    ...(Number(vars.OPENAI_TIMEOUT_SECONDS) > tunables.modelTimeoutSecondsVercel
      ? [`OPENAI_TIMEOUT_SECONDS ${tooLongOnVercel}`]
      : []),
  ]
}

/** True also for an address that is reported as wrong, or missing, anyway. */
const hasPassword = (url: string | undefined) => !url || !URL.canParse(url) || new URL(url).password !== ''

const wantsPassword =
  'DATABASE_URL has no password, which Neon over HTTP needs: postgres://user:password@host/name'

/** What signing in by an external OpenID provider needs, all or none: without OIDC_ALLOWED the whole world could. */
export const externalSignIn = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ALLOWED']

/** A problem for each variable that is missing of those that only make sense together. */
export function missingOf(together: string[], vars: Vars): string[] {
  const missing = together.filter((name) => !isSet(vars[name]))
  if (missing.length === together.length) return []
  return missing.map((name) => `${name} is missing: ${together.join(', ')} are needed together`)
}

const otherQueue =
  ' (for Inngest instead of QStash, set INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY, and none of QSTASH_…)'
