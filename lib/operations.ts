import type { Operation } from '#lib/api/operation'
import { sendMessage } from '#lib/chat/operations'
import { createConversation, listConversations, listMessages } from '#lib/conversations/operations'
import { getHealth } from '#lib/health/operations'
import { getJob } from '#lib/jobs/operations'
import { getUsage } from '#lib/usage/operations'
import { createUser, getUser } from '#lib/users/operations'

/** Every operation of the API, in the order in which a reader meets them. */
export const operations: Operation[] = [
  sendMessage,
  getJob,
  createUser,
  getUser,
  createConversation,
  listConversations,
  listMessages,
  getUsage,
  getHealth,
]
