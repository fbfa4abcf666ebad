import { z } from 'zod'
import { isSet, runtime, type Vars } from '#lib/env/choices'
import { json, missingOr, modelPrices, text, tokensPerMinute } from '#lib/env/fields'
import { tunables } from '#lib/tunables'

/** An address. It may have a query, such as Azure's `?api-version=`. */
const baseUrl = z.url({ protocol: /^https?$/, error: missingOr('is not an http(s) URL') })

/** One number for all models of a provider, or numbers by model. The key `*` stands for all other models. */
const tokens = (least: number) => {
  const error = `must be a whole number of at least ${least}, or an object of such numbers by model`
  const number = z.int({ error }).min(least, { error })
  return z.union([number, z.record(z.string().min(1), number)], { error })
}
const seconds = `is not a whole number from 1 to ${tunables.modelTimeoutSecondsMax}`
const names = (error: string) => z.array(text, { error })

const provider = z.strictObject(
  {
    baseUrl,
    apiKey: text.optional(),
    apiKeyEnv: z.string().trim().min(1, 'is empty').optional(),
    models: names('must be a list of names').min(1, 'is empty; leave it out for all models').optional(),
    prices: modelPrices.optional(),
    tokensPerMinute: tokensPerMinute.optional(),
    refuses: names('must be a list of parameter names').default([]),
    timeoutSeconds: z
      .int({ error: seconds })
      .min(1, { error: seconds })
      .max(tunables.modelTimeoutSecondsMax, { error: seconds })
      .optional(),
    contextTokens: tokens(tunables.contextTokensMin).optional(),
    historyTokens: tokens(0).optional(),
  },
  { error: (issue) => wrongObject(issue, 'a provider') },
)

/** A name may contain slashes, such as `azure/eu`: see `addressOf`. */
const isName = /^(?=.{1,60}$)[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/

export const modelProviders = z
  .record(z.string(), provider, 'must be an object of providers by name')
  .superRefine((byName, context) => {
    for (const name of Object.keys(byName))
      if (!isName.test(name) || name === defaultName)
        context.addIssue({ code: 'custom', path: [name], message: 'cannot be the name of a provider' })
  })

/** The name of the provider of OPENAI_BASE_URL. Its models have no prefix. */
export const defaultName = 'default'
/** The API key for servers that need no key, because the client always sends one. */
export const noKey = 'none'

function wrongObject(issue: z.core.$ZodRawIssue, what: string): string {
  if (issue.code === 'unrecognized_keys')
    return `has keys that ${what} does not have: ${issue.keys.join(', ')}`
  return `is not an object with the settings of ${what}`
}

/** The settings of a provider, with its API key. `variable` is MODEL_PROVIDERS or MODEL_PROVIDERS_FILE. */
export type ProviderSettings = Omit<z.infer<typeof provider>, 'apiKey'> & { apiKey: string; variable: string }

/** Reads the file that MODEL_PROVIDERS_FILE names, and parses its text like MODEL_PROVIDERS. */
export const providersFile = text
  .transform((path, context) => {
    const fs = runtime === 'nodejs' ? process.getBuiltinModule('node:fs') : undefined
    try {
      if (fs) return fs.readFileSync(path, 'utf8')
      context.addIssue('cannot be read on Edge: put its text into MODEL_PROVIDERS')
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      context.addIssue(`names a file that cannot be read (${code})`)
    }
    return z.NEVER
  })
  .pipe(json)
  .pipe(modelProviders)

type Parsed = { MODEL_PROVIDERS?: Providers | undefined; MODEL_PROVIDERS_FILE?: Providers | undefined }
type Providers = z.infer<typeof modelProviders>

/** Returns the providers with their API keys, and a problem for each key that cannot be found. */
export function withKeys(parsed: Parsed, vars: Vars): [Record<string, ProviderSettings>, string[]] {
  const variable = parsed.MODEL_PROVIDERS ? 'MODEL_PROVIDERS' : 'MODEL_PROVIDERS_FILE'
  const found: Record<string, ProviderSettings> = {}
  const problems: string[] = []
  if (parsed.MODEL_PROVIDERS && parsed.MODEL_PROVIDERS_FILE)
    problems.push('MODEL_PROVIDERS_FILE and MODEL_PROVIDERS are both set: set only one')
  for (const [name, settings] of Object.entries(parsed[variable] ?? {})) {
    const { apiKey, apiKeyEnv } = settings
    const place = `${variable}.${name}`
    const fault = keyFault(settings, vars)
    if (fault) problems.push(`${place}.${fault}`)
    found[name] = { ...settings, variable, apiKey: apiKey ?? (vars[apiKeyEnv ?? '']?.trim() || noKey) }
  }
  return [found, problems]
}

function keyFault({ apiKey, apiKeyEnv }: Providers[string], vars: Vars): string | undefined {
  if (apiKey && apiKeyEnv) return 'apiKeyEnv and apiKey are both set: set only one'
  if (apiKeyEnv && !isSet(vars[apiKeyEnv])) return `apiKeyEnv names ${nameOnly(apiKeyEnv)}, which is not set`
  if (apiKey && isSet(vars[apiKey])) return 'apiKey is the name of a variable: write it as apiKeyEnv'
  return undefined
}

/** Hides a text that is not a variable's name: it may be the key itself, which must not be shown. */
const nameOnly = (name: string) => (/^[A-Z][A-Z0-9_]*$/.test(name) ? name : 'a variable')
