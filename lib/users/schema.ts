import { z } from 'zod'
import { actingUserId, existingUserId, page } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

export const createUserBody = z.strictObject({
  userId: actingUserId,
  name: z.string().trim().min(1).max(200).optional().describe("The user's name."),
  email: z.email().max(320).optional().describe("The user's e-mail address."),
})

/** Null takes the value away; a member that is left out stays as it is. */
export const updateUserBody = z.strictObject({
  name: z.string().trim().min(1).max(200).nullable().optional().describe("The user's name; null for none."),
  email: z.email().max(320).nullable().optional().describe("The user's e-mail address; null for none."),
})

export const searchUsersQuery = z.strictObject({
  query: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Words that the userId, name or e-mail address has to contain, all of them. Without it all are listed.',
    ),
  order: z
    .enum(['newest', 'lastMessage'])
    .default('newest')
    .describe(
      'newest: who was added last comes first; lastMessage: who sent the last message, to within minutes. A cursor goes on in the order that is asked for with it.',
    ),
  ...page,
})

export const getUserQuery = z.strictObject({ userId: actingUserId })

export const userParams = z.strictObject({
  id: existingUserId.describe('The userId of the person, percent-encoded where it is part of an address.'),
})

export const exportUserQuery = z.strictObject({
  format: z
    .enum(['ndjson', 'json'])
    .default('ndjson')
    .describe('ndjson gives everything, one JSON object a line; json only how much there is.'),
})

export const exportSummary = z.object({
  userId: z.string(),
  counts: z.record(z.string(), z.int()).describe('The lines of the export, by their type.'),
  total: z.int(),
})

export const deletedUser = z.object({
  userId: z.string(),
  deleted: z.object({
    conversations: z.int(),
    messages: z.int(),
    jobs: z.int(),
    webhookDeliveries: z.int(),
    budgets: z.int(),
    apiKeys: z.int(),
    signIns: z.int().describe('What clients were allowed for the user, with all their tokens.'),
  }),
  anonymised: z.int().describe('Rows of usage that stay, without their user.'),
})

export const deletionParams = z.strictObject({
  id: z.string().max(100).describe('The deletionId that deleteUser gave.'),
})

export const deletionView = z.object({
  deletionId: z.string(),
  status: z.enum(['running', 'completed']),
  conversationsTotal: z.int().describe('How many conversations there were.'),
  deleted: z
    .object({ conversations: z.int(), messages: z.int(), jobs: z.int() })
    .describe('What is deleted so far.'),
  anonymised: z.int().describe('Rows of usage that stay, without their user.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type DeletionView = z.infer<typeof deletionView>

export const userView = z.object({
  id: z.int(),
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type UserView = z.infer<typeof userView>

const counted = z.object({
  requests: z.int(),
  totalTokens: z.int(),
  cost: z.string().describe('US dollars as a decimal, for the tokens whose price is known.'),
})

const userWithUsage = userView.extend({
  lastSeenAt: z.iso
    .datetime()
    .nullable()
    .describe(
      'When the last request for the user was made: a message at once, others to within an hour. Null before the first.',
    ),
  month: counted.describe('Model calls, tokens and cost since the first of the month (UTC).'),
})
export type UserWithUsage = z.infer<typeof userWithUsage>

export const userList = z.object({ users: z.array(userWithUsage), ...pagingFields })

export const userWithActivity = userView.extend({
  session: z
    .object({
      conversationId: z.int(),
      messageId: z.int(),
      model: z.string(),
      lastMessageAt: z.iso.datetime(),
    })
    .nullable()
    .describe('The newest conversation and its last answer; null while there is none.'),
  today: counted
    .nullable()
    .describe('Model calls, tokens and cost since midnight UTC; null while the counters cannot be read.'),
  month: counted.nullable().describe('The same since the first of the month (UTC).'),
})
