import { env } from '#lib/env'

/** Whether a list of models has this one: by its name, or by the beginning that stands before a star. */
const lists = (list: readonly string[], model: string): boolean =>
  list.some((entry) => (entry.endsWith('*') ? model.startsWith(entry.slice(0, -1)) : entry === model))

/** The server's own models, which everybody gets who names none. */
const own = (): string[] => [env().OPENAI_MODEL, ...env().OPENAI_FALLBACK_MODELS]

/**
 * Whether a caller may ask for a model: `ALLOWED_MODELS` has it, or it is one of the server's own, and the list of the
 * caller's key has it, if there is one.
 */
export function mayAskFor(model: string, ofKey: readonly string[] | undefined): boolean {
  const { ALLOWED_MODELS } = env()
  const serverAllows = !ALLOWED_MODELS || own().includes(model) || lists(ALLOWED_MODELS, model)
  return serverAllows && isAllowed(model, ofKey)
}

/** The server's own models that a key may ask for. */
export const ownModels = (ofKey: readonly string[] | undefined): string[] => [
  ...new Set(own().filter((model) => isAllowed(model, ofKey))),
]

export const isAllowed = (model: string, ofKey: readonly string[] | undefined): boolean =>
  !ofKey || lists(ofKey, model)

/** What a chat asks that names no model: the server's default, or the first that its key allows. */
export function modelForKey(ofKey: readonly string[] | undefined): string | undefined {
  if (isAllowed(env().OPENAI_MODEL, ofKey)) return undefined
  return own().find((model) => isAllowed(model, ofKey)) ?? ofKey?.find((entry) => !entry.endsWith('*'))
}
