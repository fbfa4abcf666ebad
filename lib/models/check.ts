import { type Env, env } from '#lib/env'
import { isObject } from '#lib/json'
import { fetchModels, isAzure } from '#lib/models/client'
import { explainConnectionError } from '#lib/models/connection'
import { findModel, isDefault, type Provider, type ProviderConfig, providers } from '#lib/models/providers'
import { tunables } from '#lib/tunables'

type CheckResult = { status: 'ok' } | { status: 'down' | 'unknown'; reason: string }
type Check = { latencyMs: number } & CheckResult
/**
 * The result of a check of the models' configuration. `unknown` means that a provider does not list its models. With
 * MODEL_PROVIDERS set, `providers` has the result of each, by name.
 */
export type ModelCheck = Check & { providers?: Record<string, Check> }

type Config = ProviderConfig & Pick<Env, 'OPENAI_FALLBACK_MODELS'>

/**
 * Checks the configured addresses, keys and models with one request for each provider's list of models, which costs
 * nothing. Never throws. A reason names the variable to correct, and contains no secret.
 */
export async function checkModel(config: Config): Promise<ModelCheck> {
  const all = providers(config)
  const checks = await Promise.all(all.map((provider) => checkProvider(provider, config)))
  const [first] = checks
  if (!config.MODEL_PROVIDERS) return first!
  const byName = Object.fromEntries(all.map(({ name }, index) => [name, checks[index]!]))
  const latencyMs = Math.max(...checks.map((check) => check.latencyMs))
  return { ...worstOf(checks), latencyMs, providers: byName }
}

/** The worst status, with the reasons of all checks that have it. */
function worstOf(checks: Check[]): CheckResult {
  for (const status of ['down', 'unknown'] as const) {
    const reasons = checks.flatMap((check) => (check.status === status ? [check.reason] : []))
    if (reasons.length > 0) return { status, reason: reasons.join(' ') }
  }
  return { status: 'ok' }
}

async function checkProvider(provider: Provider, config: Config): Promise<Check> {
  const started = performance.now()
  const found = await ask(provider, config)
  return { ...found, latencyMs: Math.round(performance.now() - started) }
}

async function ask(provider: Provider, config: Config): Promise<CheckResult> {
  const signal = AbortSignal.timeout(tunables.modelCheckMs)
  try {
    const response = await fetchModels(provider, '/models', signal)
    if (!response.ok) return explainStatus(provider, response.status, await response.text())
    const body: unknown = await response.json().catch(() => undefined)
    if (!isObject(body) || !Array.isArray(body.data)) return down(notApi(provider))
    const listed = body.data.map((model) => String(Object(model).id))
    return (await missingModel(provider, modelsOf(provider, config), listed, signal)) ?? { status: 'ok' }
  } catch (error) {
    if (!signal.aborted) return down(explainConnectionError(error, provider))
    const seconds = tunables.modelCheckMs / 1000
    const { host } = new URL(provider.baseUrl)
    return down(`${host} did not answer within ${seconds} seconds. Correct ${provider.settings.baseUrl}.`)
  }
}

const down = (reason: string): CheckResult => ({ status: 'down', reason })
const unknown = (reason: string): CheckResult => ({ status: 'unknown', reason })
const notApi = ({ settings }: Provider) =>
  `The server at ${settings.baseUrl} returns no list of models. Most addresses end in /v1.`
const nameOf = (provider: Provider) =>
  isDefault(provider) ? 'The provider' : `The provider ${provider.name}`

/** The meaning of an error status. An OpenAI key without access to the list can still be valid for chats. */
function explainStatus(provider: Provider, status: number, body: string): CheckResult {
  const who = nameOf(provider)
  const isKey = status === 401 || (status === 400 && /api.?key/i.test(body))
  if (isKey && !/missing scopes|insufficient permissions/i.test(body))
    return down(`${who} rejected the key of this server. Correct ${provider.settings.apiKey}.`)
  if (status === 429 || status >= 500) return down(`${who} answered with status ${status}.`)
  // Azure deployment addresses have no list.
  const isWrong = status === 404 && !isAzure(provider)
  return unknown(isWrong ? notApi(provider) : `${who} does not list its models (status ${status}).`)
}

/** The configured models of a provider, each with the first setting that names it. */
function modelsOf(provider: Provider, config: Config): Map<string, string> {
  const configured: [string, string][] = [
    [config.OPENAI_MODEL, 'OPENAI_MODEL'],
    ...config.OPENAI_FALLBACK_MODELS.map((model): [string, string] => [model, 'OPENAI_FALLBACK_MODELS']),
  ]
  const settings = new Map<string, string>()
  for (const [model, setting] of configured) {
    const found = findModel(model, config)
    if (found?.provider === provider && !settings.has(found.name)) settings.set(found.name, setting)
  }
  for (const model of provider.models ?? [])
    if (!settings.has(model)) settings.set(model, provider.settings.models)
  return settings
}

/** Reports the first configured model that the provider neither lists nor returns by name. */
async function missingModel(
  provider: Provider,
  models: Map<string, string>,
  listed: string[],
  signal: AbortSignal,
): Promise<CheckResult | undefined> {
  // Azure lists models, but callers name deployments. LiteLLM may list a pattern.
  const isOther = new URL(provider.baseUrl).hostname.endsWith('.azure.com') || isAzure(provider)
  if (isOther || listed.some((id) => id.includes('*'))) return undefined
  for (const [model, setting] of models) {
    if (isListed(model, listed)) continue
    const { status } = await fetchModels(provider, `/models/${encodeURIComponent(model)}`, signal)
    if (status !== 404) continue
    return down(`${nameOf(provider)} has no model "${model}". Correct ${setting}.`)
  }
  return undefined
}

/** Ollama adds a tag to each name, Google a folder, and OpenRouter omits the part after a colon. */
const isListed = (model: string, listed: string[]) =>
  [model, `${model}:latest`, `models/${model}`, model.replace(/:[^:/]+$/, '')].some((id) =>
    listed.includes(id),
  )

let known: { check: Promise<ModelCheck>; atMs: number } | undefined

/** The result of `cachedModelCheck`, with the time when the check began. */
export async function cachedModelCheckWithTime(): Promise<{ check: ModelCheck; at: Date }> {
  const check = await cachedModelCheck()
  return { check, at: new Date(known!.atMs) }
}

/**
 * The check of this server's own configuration, cached for `modelCheckSeconds`, or a tenth of that while a model is
 * down. Only the first call in a process waits. Later ones refresh the cache in the background.
 */
export async function cachedModelCheck(): Promise<ModelCheck> {
  if (!known) return remember()
  const { check, atMs } = known
  const found = await check
  const keptMs = tunables.modelCheckSeconds * (found.status === 'down' ? 100 : 1_000)
  if (Date.now() - atMs > keptMs && known.check === check) void refresh(check)
  return found
}

function remember(): Promise<ModelCheck> {
  const check = checkModel(env())
  known = { check, atMs: Date.now() }
  return check
}

/** Keeps the old check until the new one is done. */
async function refresh(old: Promise<ModelCheck>): Promise<void> {
  known = { check: old, atMs: Date.now() }
  const found = await checkModel(env())
  known = { check: Promise.resolve(found), atMs: Date.now() }
}
