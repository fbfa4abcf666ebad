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
    name: z.string().trim().min(1).max(200).describe('What the key is for, such as "GPT on my phone".'),
    scopes: scopeList
      .default(['chat', 'read'])
      .describe(
        'What the key may do: `chat` begins, continues and deletes conversations, `read` looks at what there is, `usage` sees tokens, cost and budgets, `admin` retries, deletes users and sets budgets.',
      ),
    userId: userId
      .optional()
      .describe(
        'Binds the key to this user, who must exist: it then acts for them alone, and never as admin.',
      ),
    expiresAt: z.iso
      .datetime({ offset: true })
      .refine((time) => Date.parse(time) > Date.now(), 'Must lie in the future')
      .optional()
      .describe('When the key ends; never by default.'),
    expiresInDays: z.int().min(1).max(3650).optional().describe('The same, as days from now.'),
    requestsPerHour: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe("The key's own limit, beside that of each user."),
    models: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .max(50)
      .optional()
      .describe(
        'The only models that chats of this key may ask for: names, or beginnings with a star such as `gpt-6*` or `local/*`.',
      ),
  })
  .refine(({ expiresAt, expiresInDays }) => expiresAt === undefined || expiresInDays === undefined, {
    path: ['expiresInDays'],
    error: 'Give either this or expiresAt',
  })
  .refine((key) => key.userId === undefined || !key.scopes.includes('admin'), {
    path: ['scopes'],
    error: 'A key that is bound to a user cannot have the scope admin, which is above users',
  })
export type CreateKey = z.infer<typeof createKeyBody>

/** The moment at which a new key is to end, as ISO text; null for never. */
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
    .describe('The id of the key, as given by createKey and listKeys; not the key itself.'),
})

/** A key as its owner sees it. */
export const keyView = z.object({
  keyId: z.string(),
  name: z.string().nullable(),
  prefix: z.string().describe('The first characters of the key, to recognise it by.'),
  scopes: z.array(z.enum(scopes)),
  userId: z.string().nullable().describe('For whom alone it acts; null for all users.'),
  requestsPerHour: z.int().nullable(),
  models: z.array(z.string()).nullable().describe('The only models that it may ask for; null for all.'),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe('To within seconds; null before the first use.'),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type KeyView = z.infer<typeof keyView>

export const createdKey = keyView.extend({
  key: z.string().describe('The key, which is shown this once and stored nowhere.'),
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
    .describe('What the key has used since the first of the month (UTC).'),
  budgets: z
    .array(
      z.object({
        period: z.enum(['day', 'month']),
        unit: z.enum(['tokens', 'usd']),
        spent: z.string(),
        limit: z.string(),
        isHard: z.boolean(),
        share: z.number().describe('spent of limit; 1 and more is used up.'),
      }),
    )
    .describe("The budgets of the key's user, the most used first; none for a key that acts for all users."),
})
export type KeyUsage = z.infer<typeof keyUsage>

export const keyList = z.object({ keys: z.array(keyView.extend(keyUsage.shape)), ...pagingFields })
