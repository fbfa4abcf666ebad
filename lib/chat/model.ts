import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { isModelAllowed, modelForKey } from '#lib/models/allowed'
import { findModel } from '#lib/models/providers'

/** Throws `model_not_allowed` if the caller may not use the model, or the default model when it names none. */
export function checkModel(model: string | undefined, ofKey: readonly string[] | undefined): void {
  const asked = model ?? modelForKey(ofKey) ?? env().OPENAI_MODEL
  if (isModelAllowed(asked, ofKey)) return
  if (!findModel(asked))
    throw new ApiError(
      'model_not_allowed',
      `The model ${asked} is not allowed here. No provider of this server has it.`,
    )
  const whose = ofKey
    ? `This key may ask for: ${ofKey.join(', ')}.`
    : "The server's list of allowed models does not contain it."
  throw new ApiError('model_not_allowed', `The model ${asked} is not allowed here. ${whose}`)
}
