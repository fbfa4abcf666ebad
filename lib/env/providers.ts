import { z } from 'zod'
import { isSet, runtime, type Vars } from '#lib/env/choices'
import { json, modelPrices, otherwise, text, tokensPerMinute } from '#lib/env/fields'
import { tunables } from '#lib/tunables'

/** An address with an optional query, as Azure's `?api-version=`. */
const baseUrl = z.url({ protocol: /^https?$/, error: otherwise('is not an http(s) URL') })

/** A number for all models of a provider, or by model, where `*` stands for the others. */
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

/** A name may have slashes, as `azure/eu` has: see `addressOf`. */
const isName = /^(?=.{1,60}$)[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/

export const modelProviders = z
  .record(z.string(), provider, 'must be an object of providers by name')
  .superRefine((byName, context) => {
    for (const name of Object.keys(byName))
      if (!isName.test(name) || name === defaultName)
        context.addIssue({ code: 'custom', path: [name], message: 'cannot be the name of a provider' })
  })

/** What the provider of OPENAI_BASE_URL is called where several are told apart. Its models have no prefix. */
export const defaultName = 'default'
/** Servers that are not OpenAI's often want no key at all, but the client insists on sending one. */
export const noKey = 'none'

function wrongObject(issue: z.core.$ZodRawIssue, what: string): string {
  if (issue.code === 'unrecognized_keys') return `has what ${what} does not have: ${issue.keys.join(', ')}`
  return `is no object with the settings of ${what}`
}

/** A provider of MODEL_PROVIDERS, its key found. `variable` is the one in which it stands. */
export type ProviderSettings = Omit<z.infer<typeof provider>, 'apiKey'> & { apiKey: string; variable: string }

/** The text of the file that MODEL_PROVIDERS_FILE names, parsed as MODEL_PROVIDERS is. */
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

/** The providers with their keys, and a problem for each key that is not to be had. */
export function withKeys(parsed: Parsed, vars: Vars): [Record<string, ProviderSettings>, string[]] {
  const variable = parsed.MODEL_PROVIDERS ? 'MODEL_PROVIDERS' : 'MODEL_PROVIDERS_FILE'
  const found: Record<string, ProviderSettings> = {}
  const problems: string[] = []
  if (parsed.MODEL_PROVIDERS && parsed.MODEL_PROVIDERS_FILE)
    problems.push('MODEL_PROVIDERS_FILE is set beside MODEL_PROVIDERS: only one of them can be')
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
  if (apiKey && apiKeyEnv) return 'apiKeyEnv is set beside apiKey: only one of them can be'
  if (apiKeyEnv && !isSet(vars[apiKeyEnv])) return `apiKeyEnv names ${nameOnly(apiKeyEnv)}, which is not set`
  if (apiKey && isSet(vars[apiKey])) return 'apiKey is the name of a variable: write it as apiKeyEnv'
  return undefined
}

/** What is no name of a variable may be the key itself, which is never shown. */
const nameOnly = (name: string) => (/^[A-Z][A-Z0-9_]*$/.test(name) ? name : 'a variable')
