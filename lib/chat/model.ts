import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { mayAskFor, modelForKey } from '#lib/models/allowed'
import { findModel } from '#lib/models/providers'

/** Throws `model_not_allowed` when the caller may not ask for the model, or may ask for some alone and names none. */
export function checkModel(model: string | undefined, ofKey: readonly string[] | undefined): void {
  const asked = model ?? modelForKey(ofKey) ?? env().OPENAI_MODEL
  if (mayAskFor(asked, ofKey)) return
  if (!findModel(asked))
    throw new ApiError(
      'model_not_allowed',
      `The model ${asked} is not allowed here. No provider of this server has it.`,
    )
  const whose = ofKey
    ? `This key may ask for: ${ofKey.join(', ')}.`
    : 'The server has a list of models, and this is not on it.'
  throw new ApiError('model_not_allowed', `The model ${asked} is not allowed here. ${whose}`)
}
