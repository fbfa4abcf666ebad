import { z } from 'zod'
import { publicUrl, publicUrls } from '#lib/env/addresses'
import {
  json,
  missingOr,
  modelPrices,
  optional,
  required,
  splitList,
  text,
  tokensPerMinute,
  url,
  wholeNumber,
} from '#lib/env/fields'
import { modelProviders, providersFile } from '#lib/env/providers'
import { logLevels } from '#lib/log-line'
import { tunables } from '#lib/tunables'
import { isWebhookSecret } from '#lib/webhook-secret'

/** An address like those of libpq. The host may be in the query instead, such as `?host=/var/run/postgresql`. */
const postgresUrl = text.refine(
  (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value.replace('@/', '@socket/')),
  { error: missingOr('is not a postgres:// URL') },
)
const redisUrl = z.url({ protocol: /^rediss?$/, error: missingOr('is not a redis:// or rediss:// URL') })

/** A secret in the form of Standard Webhooks. */
const webhookSecret = text.refine(isWebhookSecret, 'is not whsec_ and 24 to 64 bytes in base64')

export const openAiUrl = 'https://api.openai.com/v1'
const limit = wholeNumber(1, 1_000_000_000)

/** The address of an OpenID provider. It is compared exactly, so a slash at the end matters. */
const issuer = z
  .url({ protocol: /^https?$/, error: 'is not an https URL', abort: true })
  .refine((value) => /^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(value), 'is not an https URL')

/** The variables that every server has. */
export const common = z.object({
  API_SECRET_KEY: required(text.min(16, 'must have at least 16 characters')),
  DATABASE: z.enum(['postgres', 'neon']),
  DATABASE_URL: required(postgresUrl),
  DATABASE_URL_UNPOOLED: optional(postgresUrl),
  DATABASE_POOL_SIZE: optional(wholeNumber(1, 1_000)),
  DATABASE_PREPARED: required(z.stringbool('is neither true nor false').default(true)),
  NEON_PROXY_URL: optional(url),
  OPENAI_BASE_URL: required(url.default(openAiUrl)),
  OPENAI_API_KEY: required(text),
  OPENAI_MODEL: required(text.default('gpt-6-luna')),
  OPENAI_TIMEOUT_SECONDS: required(
    wholeNumber(1, tunables.modelTimeoutSecondsMax).default(tunables.modelTimeoutSecondsDefault),
  ),
  OPENAI_FALLBACK_MODELS: required(z.string().default('').transform(splitList)),
  ALLOWED_MODELS: optional(text.transform(splitList)),
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
  OIDC_ALLOWED: optional(text.transform(splitList)),
  OIDC_USER_CLAIM: required(text.default('email')),
  OPENAI_APPS_CHALLENGE: optional(text),
  OAUTH_REDIRECT_SCHEMES: required(z.string().toLowerCase().default('').transform(splitList)),
  RATE_LIMIT_PER_MINUTE: optional(limit),
  RATE_LIMIT_PER_HOUR: required(limit.default(100)),
  RATE_LIMIT_PER_DAY: optional(limit),
  RATE_LIMIT_KEY_PER_HOUR: optional(limit),
  RATE_LIMIT_SERVER_PER_HOUR: optional(limit),
  RATE_LIMIT_REFUSED_PER_MINUTE: required(limit.default(tunables.refusedPerMinuteDefault)),
  MODEL_TOKENS_PER_MINUTE: optional(json.pipe(tokensPerMinute)),
  RETENTION_DAYS: optional(wholeNumber(1, 36_500)),
  REPEAT_WINDOW_SECONDS: required(wholeNumber(0, 86_400).default(tunables.repeatSecondsDefault)),
  V1_BODY_BYTES: required(wholeNumber(1_024, 2 ** 27).default(tunables.v1BodyBytesDefault)),
  V1_MESSAGE_CHARACTERS: required(wholeNumber(1, 2 ** 27).default(tunables.v1MessageCharactersDefault)),
  V1_HISTORY_TOKENS: required(wholeNumber(1, 10_000_000).default(tunables.v1HistoryTokensDefault)),
  WEB_CONCURRENCY: optional(wholeNumber(1, 64)),
  WORKER_CONCURRENCY: required(wholeNumber(0, 10_000).default(tunables.workerConcurrencyDefault)),
  LOG_LEVEL: required(z.enum(logLevels, `is not ${logLevels.join(', ')}`).default('info')),
  LOG_FORMAT: optional(z.enum(['json', 'text'], 'is not json or text')),
  METRICS_TOKEN: optional(text.min(16, 'must have at least 16 characters')),
  METRICS_PORT: optional(wholeNumber(1, 65_535)),
  HOST: optional(text),
  PORT: optional(wholeNumber(0, 65_535)),
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

export const addressEnv = common.pick({ PUBLIC_URL: true })
/** The variables for setting up a queue engine: none of the database, KV or the model. */
export const setUpEnv = z.discriminatedUnion(
  'QUEUE',
  [addressEnv.extend(qstashVars), addressEnv.extend(inngestVars), addressEnv.extend(postgresVars)],
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

export const schema = queueEnv.and(kvEnv)

/** Every variable of the schema: those of all databases, KVs and queues. */
export const schemaFields: Record<string, z.ZodType> = Object.assign(
  {},
  common.shape,
  ...[...setUpEnv.options, ...kvEnv.options].map(({ shape }) => shape),
)
