import { z } from 'zod'
import { numeric } from '#lib/api/fields'

export const listModelsQuery = z.strictObject({
  query: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Lists only models whose name contains this text. Case does not matter.'),
  provider: z.string().min(1).max(60).optional().describe('Lists only the models of this provider.'),
  limit: numeric(z.int().min(1).max(100)).default(100).describe('How many models to return.'),
  offset: numeric(z.int().min(0).max(1_000_000)).default(0).describe('How many models to skip.'),
})

const price = z
  .object({
    input: z.string().describe('An exact decimal.'),
    cachedInput: z
      .string()
      .nullable()
      .describe('Null when cached tokens cost the same as other input tokens.'),
    output: z.string(),
    currency: z.literal('USD'),
    perTokens: z.literal(1_000_000),
    source: z
      .enum(['configuration', 'genai-prices', 'built-in'])
      .describe(
        "The source of the price: this server's settings, the package genai-prices, or this server's built-in list.",
      ),
  })
  .describe('The price for a short prompt. Some models cost more above a certain prompt size.')

const circuit = z.object({
  state: z
    .enum(['closed', 'open', 'half-open', 'unknown'])
    .describe(
      'open: the model failed too often in a row, so no call is sent to it. half-open: the next call tries it. unknown: KV cannot be read.',
    ),
  since: z.iso
    .datetime()
    .nullable()
    .describe('The time at which the circuit opened; null while it is closed.'),
  retryAt: z.iso
    .datetime()
    .nullable()
    .describe('The time at which the next call may try the model; null unless the circuit is open.'),
  lastError: z
    .object({
      code: z.string(),
      message: z.string().nullable().describe('Null for callers without the scope admin.'),
      at: z.iso.datetime(),
    })
    .nullable()
    .describe('The last outage of the past few minutes. It stays here after the circuit closes.'),
})

const tokens = z.int().nullable()
const modelView = z.object({
  model: z.string().describe('The name that chats use for it.'),
  name: z.string().describe('The name that its provider uses for it.'),
  provider: z.string(),
  aliases: z.array(z.string()).describe('Other names that chats may use for it.'),
  isDefault: z.boolean().describe('True for the model that answers chats without a model name.'),
  fallbackOrder: z
    .int()
    .nullable()
    .describe(
      '1 for the first fallback model, 2 for the second, and so on; null when the model is no fallback.',
    ),
  isConfigured: z.boolean().describe("False when only the provider's list names the model."),
  price: price.nullable().describe('Null when the price is unknown.'),
  contextTokens: tokens.describe('The size of its context window, if configured.'),
  historyTokens: tokens.describe('The most conversation history that is sent with a call, if configured.'),
  tokensPerMinute: tokens.describe(
    'The most tokens that all calls together may use in a minute, if configured.',
  ),
  timeoutSeconds: z.int().describe('The time limit of one call.'),
  circuit,
})
export type ModelView = z.infer<typeof modelView>

const providerView = z.object({
  name: z.string(),
  baseUrl: z.string(),
  hasOwnList: z
    .boolean()
    .describe(
      'True when the configuration lists its models, so this server does not ask the provider for them.',
    ),
  timeoutSeconds: z.int(),
  refuses: z.array(z.string()).describe('Parameters that the provider does not accept in a call.'),
  check: z
    .object({
      status: z.enum(['ok', 'down', 'unknown']),
      latencyMs: z.int(),
      reason: z.string().optional().describe('The problem, and the variable to correct.'),
      checkedAt: z.iso.datetime(),
    })
    .describe('The last check of its address, its key and its models.'),
})
export type ProviderView = z.infer<typeof providerView>

export const modelList = z.object({
  models: z.array(modelView),
  providers: z
    .array(providerView)
    .optional()
    .describe('Only for callers with the scope admin who act for all users.'),
  allowedModels: z
    .array(z.string())
    .nullable()
    .describe(
      'The models that this server allows in addition to its own: names, or prefixes that end in a star. Null allows all.',
    ),
  keyModels: z
    .array(z.string())
    .nullable()
    .describe("The models that the caller's key allows, in the same form. Null allows all."),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
  nextOffset: z.int().nullable(),
})
