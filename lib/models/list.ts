import { env } from '#lib/env'
import { isObject } from '#lib/json'
import { log } from '#lib/log'
import { isModelAllowed, ownModels } from '#lib/models/allowed'
import { fetchModels } from '#lib/models/client'
import { findModel, idOf, isDefault, isOpenAi, type Provider, providers } from '#lib/models/providers'
import { tunables } from '#lib/tunables'

/** A model that a caller may use. `created` is in seconds since 1970. */
export type ListedModel = { id: string; owner: string; created: number }

/**
 * Every model that a caller may use, the server's own first. `ofKey` is the list of the caller's key. If the
 * configuration lists no models of a provider, its own list is requested and cached. If that fails, only the configured
 * models are returned. Never throws.
 */
export async function modelsFor(ofKey: readonly string[] | undefined): Promise<ListedModel[]> {
  const listed = await Promise.all(providers().map(modelsOf))
  const concrete = (list: readonly string[] = []) => list.filter((entry) => !entry.endsWith('*'))
  const named = [...ownModels(), ...concrete(env().ALLOWED_MODELS), ...concrete(ofKey)]
  const found = new Map<string, ListedModel>()
  for (const { id, created } of [...named.map((id) => ({ id, created: undefined })), ...listed.flat()]) {
    if (!isModelAllowed(id, ofKey)) continue
    const model = toListedModel(id, created)
    const before = found.get(model.id)
    if (!before || created !== undefined) found.set(model.id, model)
  }
  return [...found.values()]
}

function toListedModel(asked: string, created: number | undefined): ListedModel {
  const { id, provider } = findModel(asked)!
  return { id, owner: ownerOf(provider), created: created ?? tunables.modelCreatedUnknown }
}

/** The owner that clients show: `openai`, or the provider's name or host. */
function ownerOf(provider: Provider): string {
  if (!isDefault(provider)) return provider.name
  return isOpenAi(provider) ? 'openai' : new URL(provider.baseUrl).hostname
}

type Listed = { id: string; created: number | undefined }

async function modelsOf(provider: Provider): Promise<Listed[]> {
  const { name, models } = provider
  const listed = models ? models.map((id) => ({ id, created: undefined })) : await rememberedModels(provider)
  return listed.map(({ id, created }) => ({ id: idOf({ provider: name, model: id }), created }))
}

type Remembered = { models: Promise<Listed[]>; untilMs: number }
const remembered = new Map<string, Remembered>()

/**
 * A provider's list of models, refreshed in the background after `modelListSeconds`. The old list stays while the
 * provider does not answer.
 */
function rememberedModels(provider: Provider): Promise<Listed[]> {
  const found = remembered.get(provider.name)
  if (found && Date.now() < found.untilMs) return found.models
  const keep = (models: Promise<Listed[]>, seconds: number) =>
    remembered.set(provider.name, { models, untilMs: Date.now() + seconds * 1_000 })
  const { modelListSeconds, modelListRetrySeconds } = tunables
  const asked = askModels(provider)
  const before = found?.models ?? asked.catch(() => [])
  keep(before, modelListSeconds)
  asked.then(
    () => keep(asked, modelListSeconds),
    () => {
      log('warn', 'models.not_listed', { provider: provider.name })
      keep(before, modelListRetrySeconds)
    },
  )
  return before
}

async function askModels(provider: Provider): Promise<Listed[]> {
  const response = await fetchModels(provider, '/models', AbortSignal.timeout(tunables.modelCheckMs))
  const body: unknown = response.ok ? await response.json() : undefined
  if (!isObject(body) || !Array.isArray(body.data)) throw new Error('no list of models')
  return body.data
    .map((model: unknown) => Object(model))
    .filter(({ id }) => typeof id === 'string' && id !== '' && !id.includes('*'))
    .map(({ id, created }) => ({ id, created: Number.isSafeInteger(created) ? created : undefined }))
}
