import { env } from '#lib/env'
import { findModel } from '#lib/models/providers'

/** How long one call of a model may take, as its provider says: slow local models need more than hosted ones. */
export const modelTimeoutMs = (model = env().OPENAI_MODEL): number =>
  (findModel(model)?.provider.timeoutSeconds ?? env().OPENAI_TIMEOUT_SECONDS) * 1000
