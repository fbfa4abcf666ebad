import { z } from 'zod'
import { numeric } from '#lib/api/fields'

export const listModelsQuery = z.strictObject({
  query: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Only models whose name contains this, in small or capital letters.'),
  provider: z.string().min(1).max(60).optional().describe('Only the models of this provider.'),
  limit: numeric(z.int().min(1).max(100)).default(100).describe('How many models to return.'),
  offset: numeric(z.int().min(0).max(1_000_000)).default(0).describe('How many models to skip.'),
})

const price = z
  .object({
    input: z.string().describe('An exact decimal.'),
    cachedInput: z.string().nullable().describe('Null where cached tokens cost what others do.'),
    output: z.string(),
    currency: z.literal('USD'),
    perTokens: z.literal(1_000_000),
    source: z
      .enum(['configuration', 'genai-prices', 'built-in'])
      .describe(
        'The settings of this server, the package genai-prices, or the list that comes with this server.',
      ),
  })
  .describe('With a short prompt: some models cost more above a size.')

const circuit = z.object({
  state: z
    .enum(['closed', 'open', 'half-open', 'unknown'])
    .describe(
      'open: nobody asks the model, since it failed too often in a row. half-open: the next call tries it. unknown: KV cannot be read.',
    ),
  since: z.iso.datetime().nullable().describe('When it opened; null while it is closed.'),
  retryAt: z.iso
    .datetime()
    .nullable()
    .describe('When the next call may try the model; null unless it is open.'),
  lastError: z
    .object({
      code: z.string(),
      message: z.string().nullable().describe('Null for callers without the scope admin.'),
      at: z.iso.datetime(),
    })
    .nullable()
    .describe('The last outage in the past minutes, also after the circuit has closed.'),
})

const tokens = z.int().nullable()
const modelView = z.object({
  model: z.string().describe('The name by which chats ask for it.'),
  name: z.string().describe('The name that its provider knows.'),
  provider: z.string(),
  aliases: z.array(z.string()).describe('Other names by which chats may ask for it.'),
  isDefault: z.boolean().describe('Whether it answers chats that name no model.'),
  fallbackOrder: z
    .int()
    .nullable()
    .describe('1 for the first model that is asked when another one cannot answer; null for no fallback.'),
  isConfigured: z
    .boolean()
    .describe('False for models that are known from the list of their provider alone.'),
  price: price.nullable().describe('Null without a known price.'),
  contextTokens: tokens.describe('What its context holds, where that is configured.'),
  historyTokens: tokens.describe('How much of a conversation is sent along, where that is configured.'),
  tokensPerMinute: tokens.describe('What all calls together may take in a minute, where that is configured.'),
  timeoutSeconds: z.int().describe('How long one call may take.'),
  circuit,
})
export type ModelView = z.infer<typeof modelView>

const providerView = z.object({
  name: z.string(),
  baseUrl: z.string(),
  hasOwnList: z
    .boolean()
    .describe('Whether the configuration says which models it has, so that it is not asked.'),
  timeoutSeconds: z.int(),
  refuses: z.array(z.string()).describe('Parameters of a call that it does not take.'),
  check: z
    .object({
      status: z.enum(['ok', 'down', 'unknown']),
      latencyMs: z.int(),
      reason: z.string().optional().describe('What is wrong, and the variable to correct.'),
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
    .describe('For callers with the scope admin who act for all users.'),
  allowedModels: z
    .array(z.string())
    .nullable()
    .describe(
      'The only models of this server besides its own: names, or beginnings with a star. Null for all.',
    ),
  keyModels: z.array(z.string()).nullable().describe("The same list of the caller's key; null for all."),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
  nextOffset: z.int().nullable(),
})
