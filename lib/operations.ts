import type { Operation } from '#lib/api/operation'
import { getBudgets, listBudgets, setBudgetLimits } from '#lib/budgets/operations'
import { listModels } from '#lib/catalog/operations'
import { editMessage, regenerateAnswer } from '#lib/chat/branches'
import { sendMessage } from '#lib/chat/operations'
import { deleteConversation, deleteConversations } from '#lib/conversations/deletions'
import { exportConversation } from '#lib/conversations/export'
import { getMessage, listMessages } from '#lib/conversations/messages'
import {
  createConversation,
  getConversation,
  listConversations,
  renameConversation,
} from '#lib/conversations/operations'
import { searchConversations } from '#lib/conversations/search'
import { getHealth } from '#lib/health/operations'
import { listAttempts } from '#lib/jobs/attempts'
import { cancelJobs, retryJobs } from '#lib/jobs/bulk'
import { cancelJob, getJob, listJobs, retryJob } from '#lib/jobs/operations'
import { createKey, listKeys, revokeKey } from '#lib/keys/operations'
import { getOverview } from '#lib/overview/operations'
import { endAllSessions, endSession, listSessions } from '#lib/sessions/operations'
import { endSignIn, listSignIns } from '#lib/sign-ins/operations'
import { endEventSubscription, listEventSubscriptions } from '#lib/subscriptions/operations'
import { getUsage } from '#lib/usage/operations'
import {
  createUser,
  deleteUser,
  exportUser,
  getDeletion,
  getUser,
  searchUsers,
  updateUser,
} from '#lib/users/operations'
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  listWebhookEndpoints,
  rotateWebhookEndpointSecret,
  updateWebhookEndpoint,
} from '#lib/webhooks/endpoint-operations'
import {
  listWebhookDeliveries,
  redeliverWebhook,
  redeliverWebhooks,
  testWebhook,
} from '#lib/webhooks/operations'

/** Every operation of the API, in the order of the documentation. */
export const operations: Operation[] = [
  sendMessage,
  regenerateAnswer,
  editMessage,
  getJob,
  listAttempts,
  cancelJob,
  listJobs,
  retryJob,
  retryJobs,
  cancelJobs,
  createUser,
  getUser,
  updateUser,
  searchUsers,
  exportUser,
  deleteUser,
  getDeletion,
  createConversation,
  listConversations,
  searchConversations,
  getConversation,
  renameConversation,
  exportConversation,
  listMessages,
  getMessage,
  deleteConversation,
  deleteConversations,
  listWebhookDeliveries,
  testWebhook,
  redeliverWebhook,
  redeliverWebhooks,
  createWebhookEndpoint,
  listWebhookEndpoints,
  getWebhookEndpoint,
  updateWebhookEndpoint,
  rotateWebhookEndpointSecret,
  deleteWebhookEndpoint,
  listEventSubscriptions,
  endEventSubscription,
  getOverview,
  listModels,
  getUsage,
  getBudgets,
  listBudgets,
  setBudgetLimits,
  createKey,
  listKeys,
  revokeKey,
  listSignIns,
  endSignIn,
  listSessions,
  endSession,
  endAllSessions,
  getHealth,
]
