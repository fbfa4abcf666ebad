import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { scopes } from '#lib/auth/caller'

const scopeList = z
  .array(z.enum(scopes))
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'Must not name a scope twice')
const dayMs = 86_400_000

export const createKeyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(200).describe('The purpose of the key, such as "GPT on my phone".'),
    scopes: scopeList
      .default(['chat', 'read'])
      .describe(
        'The permissions of the key: `chat` starts, continues and deletes conversations, `read` reads stored data, `usage` reads tokens, costs and budgets, `admin` retries jobs, deletes users and sets budgets.',
      ),
    userId: userId
      .optional()
      .describe(
        'Binds the key to this user, who must exist. The key then acts only for this user, and never as admin.',
      ),
    expiresAt: z.iso
      .datetime({ offset: true })
      .refine((time) => Date.parse(time) > Date.now(), 'Must be in the future')
      .optional()
      .describe('When the key expires; never by default.'),
    expiresInDays: z.int().min(1).max(3650).optional().describe('The same, as days from now.'),
    requestsPerHour: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe("The key's own rate limit, in addition to the limit of each user."),
    models: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .max(50)
      .optional()
      .describe(
        'The only models that chats with this key may use: names, or prefixes with a star such as `gpt-6*` or `local/*`.',
      ),
  })
  .refine(({ expiresAt, expiresInDays }) => expiresAt === undefined || expiresInDays === undefined, {
    path: ['expiresInDays'],
    error: 'Give either this or expiresAt',
  })
  .refine((key) => key.userId === undefined || !key.scopes.includes('admin'), {
    path: ['scopes'],
    error: 'A key that is bound to a user cannot have the scope admin, which covers all users',
  })
export type CreateKey = z.infer<typeof createKeyBody>

/** The time at which a new key expires, as ISO text; null for never. */
export function endOf({ expiresAt, expiresInDays }: CreateKey): string | null {
  if (expiresInDays !== undefined) return new Date(Date.now() + expiresInDays * dayMs).toISOString()
  return expiresAt ?? null
}

export const listKeysQuery = z.strictObject({
  userId: userId.optional().describe('Only the keys that are bound to this user.'),
  ...page,
})

export const keyParams = z.strictObject({
  id: z
    .string()
    .regex(/^key_[0-9a-f]{32}$/, 'Not a key id: it looks like key_ and 32 hexadecimal digits')
    .describe('The id of the key, from createKey or listKeys; not the key itself.'),
})

/** A key in the API, without the secret. */
export const keyView = z.object({
  keyId: z.string(),
  name: z.string().nullable(),
  prefix: z.string().describe('The first characters of the key, to recognise it.'),
  scopes: z.array(z.enum(scopes)),
  userId: z.string().nullable().describe('The only user that the key acts for; null for all users.'),
  requestsPerHour: z.int().nullable(),
  models: z.array(z.string()).nullable().describe('The only models that the key may use; null for all.'),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe('Accurate to a few seconds; null before the first use.'),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type KeyView = z.infer<typeof keyView>

export const createdKey = keyView.extend({
  key: z.string().describe('The key. It is shown only once and not stored.'),
})

const count = z.int()
const keyUsage = z.object({
  month: z
    .object({
      requests: count.describe('Model calls.'),
      answers: count,
      failures: count,
      totalTokens: count,
      cost: z.string().describe('An exact decimal.'),
      currency: z.literal('USD'),
    })
    .describe('The usage of the key since the first of the month (UTC).'),
  budgets: z
    .array(
      z.object({
        period: z.enum(['day', 'month']),
        unit: z.enum(['tokens', 'usd']),
        spent: z.string(),
        limit: z.string(),
        isHard: z.boolean(),
        share: z.number().describe('spent divided by limit. At 1 or more, the budget is used up.'),
      }),
    )
    .describe("The budgets of the key's user, the most used first; empty for a key that acts for all users."),
})
export type KeyUsage = z.infer<typeof keyUsage>

export const keyList = z.object({ keys: z.array(keyView.extend(keyUsage.shape)), ...pagingFields })
