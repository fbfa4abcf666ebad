import { z } from 'zod'
import { actingUserId, existingUserId, page } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

export const createUserBody = z.strictObject({
  userId: actingUserId,
  name: z.string().trim().min(1).max(200).optional().describe("The user's name."),
  email: z.email().max(320).optional().describe("The user's e-mail address."),
})

/** Null removes the value. A member that is left out stays unchanged. */
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
      'Words that the userId, name or e-mail address must contain, all of them. Without query, all users are listed.',
    ),
  order: z
    .enum(['newest', 'lastMessage'])
    .default('newest')
    .describe(
      'newest: the last added user comes first; lastMessage: the user with the last message comes first, accurate to minutes. Send the same order with a cursor.',
    ),
  ...page,
})

export const getUserQuery = z.strictObject({ userId: actingUserId })

export const userParams = z.strictObject({
  id: existingUserId.describe('The userId of the user, percent-encoded in a URL.'),
})

export const exportUserQuery = z.strictObject({
  format: z
    .enum(['ndjson', 'json'])
    .default('ndjson')
    .describe('ndjson returns all data, one JSON object a line; json returns only the counts.'),
})

export const exportSummary = z.object({
  userId: z.string(),
  counts: z.record(z.string(), z.int()).describe('The number of lines in the export, by type.'),
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
    signIns: z.int().describe('Sign-ins of clients, with all their tokens.'),
  }),
  anonymised: z.int().describe('Usage rows that stay without their user.'),
})

export const deletionParams = z.strictObject({
  id: z.string().max(100).describe('The deletionId from deleteUser.'),
})

export const deletionView = z.object({
  deletionId: z.string(),
  status: z.enum(['running', 'completed']),
  conversationsTotal: z.int().describe('The number of conversations at the start.'),
  deleted: z
    .object({ conversations: z.int(), messages: z.int(), jobs: z.int() })
    .describe('The rows deleted so far.'),
  anonymised: z.int().describe('Usage rows that stay without their user.'),
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
      'The time of the last request for the user: exact for messages, accurate to an hour for other requests. Null before the first.',
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
    .describe('The newest conversation and its last answer; null without an answer.'),
  today: counted
    .nullable()
    .describe('Model calls, tokens and cost since midnight UTC; null while the counters cannot be read.'),
  month: counted.nullable().describe('The same since the first of the month (UTC).'),
})
