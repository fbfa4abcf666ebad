import { env } from '#lib/env'
import { findModel, listedModels, modelId } from '#lib/models/providers'

/**
 * Whether a list of models has this one: by any of its names, or by the beginning that stands before a star. A name
 * alone counts for the model that it means where somebody asks for it.
 */
function lists(list: readonly string[], asked: string): boolean {
  const id = modelId(asked)
  const { name = id } = findModel(id) ?? {}
  const names = modelId(name) === id ? [id, name] : [id]
  return list.some((entry) =>
    entry.endsWith('*') ? names.some((known) => known.startsWith(entry.slice(0, -1))) : modelId(entry) === id,
  )
}

/** The server's own models, which everybody gets who names none. */
export const ownModels = (): string[] => [env().OPENAI_MODEL, ...env().OPENAI_FALLBACK_MODELS]

/**
 * Whether a caller may ask for a model: a provider has it, `ALLOWED_MODELS` has it, or it is one of the server's own, and
 * the list of the caller's key has it, if there is one.
 */
export function mayAskFor(model: string, ofKey: readonly string[] | undefined): boolean {
  if (!findModel(model)) return false
  const { ALLOWED_MODELS } = env()
  const isOwn = () => ownModels().some((own) => modelId(own) === modelId(model))
  const serverAllows = !ALLOWED_MODELS || isOwn() || lists(ALLOWED_MODELS, model)
  return serverAllows && isAllowed(model, ofKey)
}

export const isAllowed = (model: string, ofKey: readonly string[] | undefined): boolean =>
  !ofKey || lists(ofKey, model)

/** What a chat asks that names no model: the server's default, or the first that its key allows. */
export function modelForKey(ofKey: readonly string[] | undefined): string | undefined {
  if (isAllowed(env().OPENAI_MODEL, ofKey)) return undefined
  return (
    ownModels().find((model) => isAllowed(model, ofKey)) ??
    ofKey?.find((entry) => !entry.endsWith('*')) ??
    listedModels().find((model) => mayAskFor(model, ofKey))
  )
}
