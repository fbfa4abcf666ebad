import { z } from 'zod'

/** A variable that is unset and one that is empty mean the same. */
const blankAsUnset = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema.optional())
const required = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema)
const text = z.string('is missing').trim().min(1)
const url = z
  .url({ protocol: /^https?$/, error: 'is missing or not an http(s) URL' })
  .transform((value) => value.replace(/\/+$/, ''))

/** An amount of money with at most six decimals, kept as the decimal text that was written. */
const amount = z
  .union([z.number(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'is no amount with at most six decimals'))
const rates = { input: amount, cachedInput: amount.optional(), output: amount }
const modelPrices = z.record(
  z.string().min(1),
  z.strictObject({
    ...rates,
    longContext: z.strictObject({ aboveTokens: z.int().positive(), ...rates }).optional(),
  }),
)
const json = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    context.addIssue('is no JSON')
    return z.NEVER
  }
})

const schema = z.object({
  API_SECRET_KEY: required(text.min(16, 'must have at least 16 characters')),
  DATABASE_URL: required(
    z.url({ protocol: /^postgres(ql)?$/, error: 'is missing or not a postgres:// URL' }),
  ),
  NEON_PROXY_URL: optional(url),
  KV_REST_API_URL: required(url),
  KV_REST_API_TOKEN: required(text),
  KV_REST_API_READ_ONLY_TOKEN: optional(text),
  QSTASH_URL: required(url.default('https://qstash.upstash.io')),
  QSTASH_TOKEN: required(text),
  QSTASH_CURRENT_SIGNING_KEY: required(text),
  QSTASH_NEXT_SIGNING_KEY: required(text),
  OPENAI_BASE_URL: required(url.default('https://api.openai.com/v1')),
  OPENAI_API_KEY: required(text),
  OPENAI_MODEL: required(text.default('gpt-6-luna')),
  MODEL_PRICES: optional(json.pipe(modelPrices)),
  CRON_SECRET: optional(text.min(16, 'must have at least 16 characters')),
  PUBLIC_URL: required(url),
  RATE_LIMIT_PER_HOUR: required(z.coerce.number().int().positive().default(100)),
})

export type Env = z.infer<typeof schema>
/** What a model costs: US dollars for a million tokens, by the model's name. */
export type ModelPrices = z.infer<typeof modelPrices>

/** The configuration is incomplete; `problems` has a line for each variable. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The configuration is incomplete:\n${problems.map((p) => `  ${p}`).join('\n')}`)
    this.problems = problems
  }
}

/** Fills names from their other spellings: Upstash's own, and the addresses that Vercel sets. */
function withAliases(vars: Record<string, string | undefined>): Record<string, string | undefined> {
  const vercelHost = vars.VERCEL_ENV === 'production' ? vars.VERCEL_PROJECT_PRODUCTION_URL : vars.VERCEL_URL
  return {
    ...vars,
    KV_REST_API_URL: vars.KV_REST_API_URL || vars.UPSTASH_REDIS_REST_URL,
    KV_REST_API_TOKEN: vars.KV_REST_API_TOKEN || vars.UPSTASH_REDIS_REST_TOKEN,
    // Servers that are not OpenAI's often want no key at all, but the client insists on sending one.
    OPENAI_API_KEY: vars.OPENAI_API_KEY || (vars.OPENAI_BASE_URL ? 'none' : undefined),
    PUBLIC_URL: vars.PUBLIC_URL || (vercelHost && `https://${vercelHost}`),
  }
}

/** Parses a set of variables, or throws a ConfigError that names each one that is missing or wrong. */
export function parseEnv(vars: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(withAliases(vars))
  if (parsed.success) return parsed.data
  throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))
}

let parsed: Env | undefined

/** The configuration, read from the process's environment at first use. Throws ConfigError. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** The runtime that this code was built for. */
export const runtime: 'edge' | 'nodejs' = process.env.NEXT_RUNTIME === 'edge' ? 'edge' : 'nodejs'
