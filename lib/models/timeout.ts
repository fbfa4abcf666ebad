import { env } from '#lib/env'
import { findModel } from '#lib/models/providers'

/** The timeout of one model call, by provider, in milliseconds: slow local models need more than hosted ones. */
export const modelTimeoutMs = (model = env().OPENAI_MODEL): number =>
  (findModel(model)?.provider.timeoutSeconds ?? env().OPENAI_TIMEOUT_SECONDS) * 1000
