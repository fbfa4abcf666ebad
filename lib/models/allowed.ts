import { env } from '#lib/env'
import { findModel, listedModels, modelId } from '#lib/models/providers'

/**
 * True if a list of models contains this one, by any of its names or by a prefix before a star. A bare name in the list
 * means the same model as in a request.
 */
function isListed(list: readonly string[], asked: string): boolean {
  const id = modelId(asked)
  const { name = id } = findModel(id) ?? {}
  const names = modelId(name) === id ? [id, name] : [id]
  return list.some((entry) =>
    entry.endsWith('*') ? names.some((known) => known.startsWith(entry.slice(0, -1))) : modelId(entry) === id,
  )
}

/** The server's own models: the default and its fallbacks. */
export const ownModels = (): string[] => [env().OPENAI_MODEL, ...env().OPENAI_FALLBACK_MODELS]

/**
 * True if a caller may use a model. A provider must have it, it must be in `ALLOWED_MODELS` (if set) or one of the
 * server's own, and the list of the caller's key, if any, must contain it.
 */
export function isModelAllowed(model: string, ofKey: readonly string[] | undefined): boolean {
  if (!findModel(model)) return false
  const { ALLOWED_MODELS } = env()
  const isOwn = () => ownModels().some((own) => modelId(own) === modelId(model))
  const serverAllows = !ALLOWED_MODELS || isOwn() || isListed(ALLOWED_MODELS, model)
  return serverAllows && isAllowedForKey(model, ofKey)
}

/** True if the list of a key contains the model. A key without a list allows every model of the server. */
export const isAllowedForKey = (model: string, ofKey: readonly string[] | undefined): boolean =>
  !ofKey || isListed(ofKey, model)

/** The model of a chat that names none: undefined for the server's default, else the first that its key allows. */
export function modelForKey(ofKey: readonly string[] | undefined): string | undefined {
  if (isAllowedForKey(env().OPENAI_MODEL, ofKey)) return undefined
  return (
    ownModels().find((model) => isAllowedForKey(model, ofKey)) ??
    ofKey?.find((entry) => !entry.endsWith('*')) ??
    listedModels().find((model) => isModelAllowed(model, ofKey))
  )
}
