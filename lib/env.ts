import { z } from 'zod'
import { publicUrl, publicUrls, sharedHosts } from '#lib/env-addresses'
import {
  chosenDatabase,
  chosenKv,
  chosenQueue,
  hasInngest,
  hasQStash,
  hasUpstash,
  isSet,
  isVercel,
  ownAddress,
  type Vars,
} from '#lib/env-choices'
import {
  json,
  modelPrices,
  optional,
  otherwise,
  required,
  split,
  text,
  tokensPerMinute,
  url,
  whole,
} from '#lib/env-fields'
import { modelsWithoutDefault } from '#lib/env-models'
import { modelProviders, noKey, type ProviderSettings, providersFile, withKeys } from '#lib/env-providers'
import { logLevels } from '#lib/log-line'
import { tunables } from '#lib/tunables'
import { isWebhookSecret } from '#lib/webhook-secret'

/** An address as libpq takes it: also without a host, which `?host=/var/run/postgresql` may name. */
const postgresUrl = text.refine(
  (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value.replace('@/', '@socket/')),
  { error: otherwise('is not a postgres:// URL') },
)
const redisUrl = z.url({ protocol: /^rediss?$/, error: otherwise('is not a redis:// or rediss:// URL') })

/** What Standard Webhooks takes as a secret. */
const webhookSecret = text.refine(isWebhookSecret, 'is not whsec_ and 24 to 64 bytes in base64')

const openAiUrl = 'https://api.openai.com/v1'
const limit = whole(1, 1_000_000_000)

/** An OpenID provider. Its address is compared as it is written, with or without a slash at the end. */
const issuer = z
  .url({ protocol: /^https?$/, error: 'is not an https URL', abort: true })
  .refine((value) => /^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(value), 'is not an https URL')

const common = z.object({
  API_SECRET_KEY: required(text.min(16, 'must have at least 16 characters')),
  DATABASE: z.enum(['postgres', 'neon']),
  DATABASE_URL: required(postgresUrl),
  DATABASE_URL_UNPOOLED: optional(postgresUrl),
  DATABASE_POOL_SIZE: optional(whole(1, 1_000)),
  DATABASE_PREPARED: required(z.stringbool('is neither true nor false').default(true)),
  NEON_PROXY_URL: optional(url),
  OPENAI_BASE_URL: required(url.default(openAiUrl)),
  OPENAI_API_KEY: required(text),
  OPENAI_MODEL: required(text.default('gpt-6-luna')),
  OPENAI_TIMEOUT_SECONDS: required(
    whole(1, tunables.modelTimeoutSecondsMax).default(tunables.modelTimeoutSecondsDefault),
  ),
  OPENAI_FALLBACK_MODELS: required(z.string().default('').transform(split)),
  ALLOWED_MODELS: optional(text.transform(split)),
  MODEL_PRICES: optional(json.pipe(modelPrices)),
  MODEL_PROVIDERS: optional(json.pipe(modelProviders)),
  MODEL_PROVIDERS_FILE: optional(providersFile),
  CRON_SECRET: optional(text.min(16, 'must have at least 16 characters')),
  PUBLIC_URL: required(publicUrl),
  PUBLIC_URLS: required(publicUrls),
  WEBHOOK_SECRET: optional(webhookSecret),
  WEBHOOK_SECRET_PREVIOUS: optional(webhookSecret),
  WEBHOOK_ALLOW_PRIVATE: required(z.stringbool('is neither true nor false').default(false)),
  OIDC_ISSUER: optional(issuer),
  OIDC_CLIENT_ID: optional(text),
  OIDC_CLIENT_SECRET: optional(text),
  OIDC_ALLOWED: optional(text.transform(split)),
  OIDC_USER_CLAIM: required(text.default('email')),
  OPENAI_APPS_CHALLENGE: optional(text),
  OAUTH_REDIRECT_SCHEMES: required(z.string().toLowerCase().default('').transform(split)),
  RATE_LIMIT_PER_MINUTE: optional(limit),
  RATE_LIMIT_PER_HOUR: required(limit.default(100)),
  RATE_LIMIT_PER_DAY: optional(limit),
  RATE_LIMIT_KEY_PER_HOUR: optional(limit),
  RATE_LIMIT_SERVER_PER_HOUR: optional(limit),
  RATE_LIMIT_REFUSED_PER_MINUTE: required(limit.default(tunables.refusedPerMinuteDefault)),
  MODEL_TOKENS_PER_MINUTE: optional(json.pipe(tokensPerMinute)),
  RETENTION_DAYS: optional(whole(1, 36_500)),
  REPEAT_WINDOW_SECONDS: required(whole(0, 86_400).default(tunables.repeatSecondsDefault)),
  V1_BODY_BYTES: required(whole(1_024, 2 ** 27).default(tunables.v1BodyBytesDefault)),
  V1_MESSAGE_CHARACTERS: required(whole(1, 2 ** 27).default(tunables.v1MessageCharactersDefault)),
  V1_HISTORY_TOKENS: required(whole(1, 10_000_000).default(tunables.v1HistoryTokensDefault)),
  WEB_CONCURRENCY: optional(whole(1, 64)),
  WORKER_CONCURRENCY: required(whole(0, 10_000).default(tunables.workerConcurrencyDefault)),
  LOG_LEVEL: required(z.enum(logLevels, `is not ${logLevels.join(', ')}`).default('info')),
  LOG_FORMAT: optional(z.enum(['json', 'text'], 'is not json or text')),
  METRICS_TOKEN: optional(text.min(16, 'must have at least 16 characters')),
  METRICS_PORT: optional(whole(1, 65_535)),
  HOST: optional(text),
  PORT: optional(whole(0, 65_535)),
})

const qstashVars = {
  QUEUE: z.literal('qstash'),
  QSTASH_URL: required(url.default('https://qstash.upstash.io')),
  QSTASH_TOKEN: required(text),
  QSTASH_CURRENT_SIGNING_KEY: required(text),
  QSTASH_NEXT_SIGNING_KEY: required(text),
}
const inngestVars = {
  QUEUE: z.literal('inngest'),
  INNGEST_BASE_URL: optional(url),
  INNGEST_EVENT_KEY: required(text),
  INNGEST_SIGNING_KEY: required(text),
  INNGEST_SIGNING_KEY_FALLBACK: optional(text),
}
const postgresVars = { QUEUE: z.literal('postgres') }
const noQueue = 'is not qstash, inngest or postgres'

/** Each queue engine needs its own variables and ignores the others'. */
const queueEnv = z.discriminatedUnion(
  'QUEUE',
  [common.extend(qstashVars), common.extend(inngestVars), common.extend(postgresVars)],
  noQueue,
)

/** What setting up an engine takes: nothing of the database, KV and the model. */
const own = common.pick({ PUBLIC_URL: true })
const setUpEnv = z.discriminatedUnion(
  'QUEUE',
  [own.extend(qstashVars), own.extend(inngestVars), own.extend(postgresVars)],
  noQueue,
)

const kvEnv = z.discriminatedUnion('KV', [
  z.object({ KV: z.literal('redis'), REDIS_URL: required(redisUrl) }),
  z.object({
    KV: z.literal('upstash'),
    KV_REST_API_URL: required(url),
    KV_REST_API_TOKEN: required(text),
    KV_REST_API_READ_ONLY_TOKEN: optional(text),
  }),
])

const schema = queueEnv.and(kvEnv)

type Parsed = z.infer<typeof schema>
/** MODEL_PROVIDERS has what either variable says, with the keys that it names. */
export type Env = Parsed & { MODEL_PROVIDERS?: Record<string, ProviderSettings> | undefined }

/** The configuration is incomplete or wrong; `problems` has a line for each variable. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The configuration is incomplete or wrong:\n${problems.map((p) => `  ${p}`).join('\n')}`)
    this.problems = problems
  }
}

const longestOnVercel = String(tunables.modelTimeoutSecondsVercel)
const tooLongOnVercel = `is more than ${longestOnVercel}, after which Vercel ends the worker`

/** Fills names from their other spellings: Upstash's own, and the addresses that Vercel sets. */
function withAliases(vars: Vars): Vars {
  const vercelHost = vars.VERCEL_ENV === 'production' ? vars.VERCEL_PROJECT_PRODUCTION_URL : vars.VERCEL_URL
  const queue = chosenQueue(vars)
  const ownUrl = queue === 'postgres' ? ownAddress(vars) : undefined
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

/** Parses a set of variables, or throws a ConfigError that names each one that is missing or wrong. */
export function parseEnv(vars: Vars): Env {
  const parsed = schema.safeParse(withAliases(vars))
  const [config, wrong] = parsed.success ? withProviders(parsed.data, vars) : [undefined, []]
  const shared = config ? sharedHosts([config.PUBLIC_URL, ...config.PUBLIC_URLS]) : []
  const more = [...missingOf(externalSignIn, vars), ...impossible(vars), ...shared, ...wrong]
  if (config && more.length === 0) return config
  const problems = issuesOf(parsed.error, vars).map(({ path, message }) => {
    const name = path.join('.')
    return `${name} ${message}${adviceFor(name, vars)}`
  })
  throw new ConfigError([...problems, ...more])
}

const hasProviders = (vars: Vars) => isSet(vars.MODEL_PROVIDERS) || isSet(vars.MODEL_PROVIDERS_FILE)

/** OPENAI_… makes a provider of its own, unless only others are configured. */
export const hasDefaultProvider = ({
  MODEL_PROVIDERS,
  OPENAI_API_KEY,
  OPENAI_BASE_URL,
}: Pick<Env, 'MODEL_PROVIDERS' | 'OPENAI_API_KEY' | 'OPENAI_BASE_URL'>): boolean =>
  !MODEL_PROVIDERS || OPENAI_API_KEY !== noKey || OPENAI_BASE_URL !== openAiUrl

/** The configuration with its providers, and what is wrong with them. */
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

/** Parses what setting up the queue takes, or throws a ConfigError that names each variable that is missing or wrong. */
export function parseQueueSetUp(vars: Vars): QueueSetUp {
  const parsed = setUpEnv.safeParse(withAliases(vars))
  if (parsed.success) return parsed.data
  throw new ConfigError(
    parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')} ${message}${adviceFor(path.join('.'), vars)}`,
    ),
  )
}

/** The server's own address in the spelling that it compares, or throws a ConfigError. */
export function parsePublicUrl(value: string): string {
  const parsed = own.safeParse({ PUBLIC_URL: value })
  if (parsed.success) return parsed.data.PUBLIC_URL
  throw new ConfigError(parsed.error.issues.map(({ message }) => `${value} ${message}`))
}

/** The other choice, behind the first variable of an engine that is missing because none is configured. */
function adviceFor(name: string, vars: Vars): string {
  const isQueueChosen = isSet(vars.QUEUE) || hasQStash(vars) || hasInngest(vars)
  if (name === 'QSTASH_TOKEN' && !isQueueChosen) return otherQueue
  if (name === 'REDIS_URL' && !isSet(vars.REDIS_URL))
    return ': set it, or KV_REST_API_URL and KV_REST_API_TOKEN'
  if (name === 'KV_REST_API_URL' && !hasUpstash(vars)) return ': set it and KV_REST_API_TOKEN, or REDIS_URL'
  return ''
}

/** Problems of variables that are right each for itself. */
function impossible(vars: Vars): string[] {
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

/** The issues of all variables: where the queue is unknown, also those of the variables that every queue has. */
function issuesOf(error: z.ZodError | undefined, vars: Vars) {
  const issues = error?.issues ?? []
  if (!issues.some(({ path }) => path[0] === 'QUEUE')) return issues
  return [...issues, ...(common.safeParse(withAliases(vars)).error?.issues ?? [])]
}

/** What signing in by an external OpenID provider needs, all or none: without OIDC_ALLOWED the whole world could. */
const externalSignIn = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ALLOWED']

/** A problem for each variable that is missing of those that only make sense together. */
function missingOf(together: string[], vars: Vars): string[] {
  const missing = together.filter((name) => !isSet(vars[name]))
  if (missing.length === together.length) return []
  return missing.map((name) => `${name} is missing: ${together.join(', ')} are needed together`)
}

const otherQueue =
  ' (for Inngest instead of QStash, set INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY, and none of QSTASH_…)'

let parsed: Env | undefined

/** The configuration, read from the process's environment at first use. Throws ConfigError. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** The configuration of one queue engine. Throws when another one is configured. */
export function envOf<Q extends Env['QUEUE']>(queue: Q): Extract<Env, { QUEUE: Q }> {
  const all = env()
  if (all.QUEUE !== queue) throw new Error(`The queue is ${all.QUEUE}, not ${queue}.`)
  return all as Extract<Env, { QUEUE: Q }>
}
