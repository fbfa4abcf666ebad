import type { z } from 'zod'
import { sharedHosts } from '#lib/env/addresses'
import {
  chosenDatabase,
  chosenKv,
  chosenQueue,
  isSet,
  isVercel,
  listenAddress,
  type Vars,
} from '#lib/env/choices'
import { modelsWithoutDefault } from '#lib/env/models'
import {
  adviceFor,
  ConfigError,
  externalSignIn,
  findConflicts,
  longestOnVercel,
  missingOf,
  tooLongOnVercel,
} from '#lib/env/problems'
import { noKey, type ProviderSettings, withKeys } from '#lib/env/providers'
import { addressEnv, common, openAiUrl, schema, setUpEnv } from '#lib/env/schema'
import { tunables } from '#lib/tunables'

export { ConfigError }

type Parsed = z.infer<typeof schema>
/** The configuration. MODEL_PROVIDERS holds the value of either variable, with the API keys filled in. */
export type Env = Parsed & { MODEL_PROVIDERS?: Record<string, ProviderSettings> | undefined }

/** Fills in variables from their aliases: Upstash's own names, and the addresses that Vercel sets. */
function withAliases(vars: Vars): Vars {
  const vercelHost = vars.VERCEL_ENV === 'production' ? vars.VERCEL_PROJECT_PRODUCTION_URL : vars.VERCEL_URL
  const queue = chosenQueue(vars)
  const ownUrl = queue === 'postgres' ? listenAddress(vars) : undefined
  return {
    ...vars,
    QUEUE: queue,
    KV: chosenKv(vars),
    DATABASE: chosenDatabase(vars),
    KV_REST_API_URL: vars.KV_REST_API_URL || vars.UPSTASH_REDIS_REST_URL,
    KV_REST_API_TOKEN: vars.KV_REST_API_TOKEN || vars.UPSTASH_REDIS_REST_TOKEN,
    OPENAI_API_KEY: vars.OPENAI_API_KEY || (vars.OPENAI_BASE_URL || hasProviders(vars) ? noKey : undefined),
    OPENAI_TIMEOUT_SECONDS: vars.OPENAI_TIMEOUT_SECONDS || (isVercel(vars) ? longestOnVercel : undefined),
    PUBLIC_URL: vars.PUBLIC_URL || (vercelHost ? `https://${vercelHost}` : ownUrl),
  }
}

/** Parses environment variables. Throws a ConfigError that names each variable that is missing or wrong. */
export function parseEnv(vars: Vars): Env {
  const parsed = schema.safeParse(withAliases(vars))
  const [config, wrong] = parsed.success ? withProviders(parsed.data, vars) : [undefined, []]
  const shared = config ? sharedHosts([config.PUBLIC_URL, ...config.PUBLIC_URLS]) : []
  const more = [...missingOf(externalSignIn, vars), ...findConflicts(vars), ...shared, ...wrong]
  if (config && more.length === 0) return config
  const problems = issuesOf(parsed.error, vars).map(({ path, message }) => {
    const name = path.join('.')
    return `${name} ${message}${adviceFor(name, vars)}`
  })
  throw new ConfigError([...problems, ...more])
}

const hasProviders = (vars: Vars) => isSet(vars.MODEL_PROVIDERS) || isSet(vars.MODEL_PROVIDERS_FILE)

/** True if the OPENAI_… variables configure a provider, the default one. False if only MODEL_PROVIDERS does. */
export const hasDefaultProvider = ({
  MODEL_PROVIDERS,
  OPENAI_API_KEY,
  OPENAI_BASE_URL,
}: Pick<Env, 'MODEL_PROVIDERS' | 'OPENAI_API_KEY' | 'OPENAI_BASE_URL'>): boolean =>
  !MODEL_PROVIDERS || OPENAI_API_KEY !== noKey || OPENAI_BASE_URL !== openAiUrl

/** The configuration with its providers, and their problems. */
function withProviders(parsed: Parsed, vars: Vars): [Env, string[]] {
  if (!hasProviders(vars)) return [parsed as Env, []]
  const [MODEL_PROVIDERS, problems] = withKeys(parsed, vars)
  const config: Env = { ...parsed, MODEL_PROVIDERS }
  for (const [name, { timeoutSeconds = 0, variable }] of Object.entries(MODEL_PROVIDERS))
    if (isVercel(vars) && timeoutSeconds > tunables.modelTimeoutSecondsVercel)
      problems.push(`${variable}.${name}.timeoutSeconds ${tooLongOnVercel}`)
  if (hasDefaultProvider(config)) return [config, problems]
  const found = modelsWithoutDefault(config, isSet(vars.OPENAI_MODEL), MODEL_PROVIDERS)
  return [{ ...config, OPENAI_MODEL: found.model }, [...problems, ...found.problems]]
}

export type QueueSetUp = z.infer<typeof setUpEnv>

/** Parses the variables for setting up the queue. Throws a ConfigError that names each one that is missing or wrong. */
export function parseQueueSetUp(vars: Vars): QueueSetUp {
  const parsed = setUpEnv.safeParse(withAliases(vars))
  if (parsed.success) return parsed.data
  throw new ConfigError(
    parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')} ${message}${adviceFor(path.join('.'), vars)}`,
    ),
  )
}

/** Normalizes an address of this server, as `PUBLIC_URL` is normalized. Throws a ConfigError if it is not a URL. */
export function parsePublicUrl(value: string): string {
  const parsed = addressEnv.safeParse({ PUBLIC_URL: value })
  if (parsed.success) return parsed.data.PUBLIC_URL
  throw new ConfigError(parsed.error.issues.map(({ message }) => `${value} ${message}`))
}

/** The issues of all variables. With an unknown QUEUE, zod checks nothing else, so the common ones are checked here. */
function issuesOf(error: z.ZodError | undefined, vars: Vars) {
  const issues = error?.issues ?? []
  if (!issues.some(({ path }) => path[0] === 'QUEUE')) return issues
  return [...issues, ...(common.safeParse(withAliases(vars)).error?.issues ?? [])]
}

let parsed: Env | undefined

/** The configuration, parsed from the environment of the process at first use. Throws ConfigError. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** The configuration with the variables of one queue engine. Throws when another engine is configured. */
export function envOf<Q extends Env['QUEUE']>(queue: Q): Extract<Env, { QUEUE: Q }> {
  const all = env()
  if (all.QUEUE !== queue) throw new Error(`The queue is ${all.QUEUE}, not ${queue}.`)
  return all as Extract<Env, { QUEUE: Q }>
}
