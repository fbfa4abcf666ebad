import type { Operation } from '#lib/api/operation'
import { getBudgets, setBudgetLimits } from '#lib/budgets/operations'
import { sendMessage } from '#lib/chat/operations'
import {
  createConversation,
  deleteConversation,
  listConversations,
  listMessages,
} from '#lib/conversations/operations'
import { getHealth } from '#lib/health/operations'
import { cancelJob, getJob, listJobs, retryJob, retryJobs } from '#lib/jobs/operations'
import { createKey, listKeys, revokeKey } from '#lib/keys/operations'
import { endSignIn, listSignIns } from '#lib/sign-ins/operations'
import { getUsage } from '#lib/usage/operations'
import { createUser, deleteUser, exportUser, getDeletion, getUser } from '#lib/users/operations'
import { listWebhookDeliveries, redeliverWebhook } from '#lib/webhooks/operations'

/** Every operation of the API, in the order in which a reader meets them. */
export const operations: Operation[] = [
  sendMessage,
  getJob,
  cancelJob,
  listJobs,
  retryJob,
  retryJobs,
  createUser,
  getUser,
  exportUser,
  deleteUser,
  getDeletion,
  createConversation,
  listConversations,
  listMessages,
  deleteConversation,
  listWebhookDeliveries,
  redeliverWebhook,
  getUsage,
  getBudgets,
  setBudgetLimits,
  createKey,
  listKeys,
  revokeKey,
  listSignIns,
  endSignIn,
  getHealth,
]
