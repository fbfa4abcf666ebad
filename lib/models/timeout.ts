import { env } from '#lib/env'

/** How long one call of the provider may take: slow local models need more than hosted ones. */
export const modelTimeoutMs = (): number => env().OPENAI_TIMEOUT_SECONDS * 1000
