import type { Operation } from '#lib/api/operation'

/** The ids of one user's records, which operations use to address them. */
export type RecordIds = {
  userId: string
  conversationId: number
  messageId: number
  jobId: string
  failedJobId: string
  openJobId: string
  deliveryId: string
  keyId: string
  signInId: string
  endpointId: string
  sessionId: string
  subscriptionId: string
}

/** Ids that match no record. */
export const unknownIds: RecordIds = {
  userId: 'nobody-at-all',
  conversationId: 2_000_000_000,
  messageId: 2_000_000_001,
  jobId: `job_${'0'.repeat(32)}`,
  failedJobId: `job_${'1'.repeat(32)}`,
  openJobId: `job_${'2'.repeat(32)}`,
  deliveryId: `msg_${'0'.repeat(32)}`,
  keyId: `key_${'0'.repeat(32)}`,
  signInId: `grant_${'0'.repeat(32)}`,
  endpointId: `we_${'0'.repeat(32)}`,
  sessionId: `session_${'0'.repeat(32)}`,
  subscriptionId: `sub_${'0'.repeat(32)}`,
}

type Fields = Record<string, unknown>

/** All inputs with which each operation can address these records. Add new operations here. */
export function inputsReaching(ids: RecordIds): Record<string, Fields[]> {
  const { userId, conversationId, messageId, jobId, failedJobId } = ids
  const { openJobId, deliveryId, keyId, signInId, sessionId, endpointId, subscriptionId } = ids
  const message = 'let me in'
  const budget = { period: 'day', unit: 'tokens', hard: '1' }
  return {
    sendMessage: [
      { userId, message },
      { conversationId, message },
    ],
    regenerateAnswer: [{ id: messageId }, { id: messageId, userId }],
    editMessage: [
      { id: messageId, message },
      { id: messageId, userId, message },
    ],
    getJob: [{ id: jobId }, { id: openJobId, wait: 5 }],
    listAttempts: [{ id: jobId }, { id: openJobId }],
    cancelJob: [{ id: openJobId }, { id: jobId }],
    listJobs: [{ userId }, { conversationId }, {}],
    retryJob: [{ id: failedJobId }],
    retryJobs: [{ userId }, { jobIds: [failedJobId] }, {}],
    cancelJobs: [{ userId }, { jobIds: [openJobId] }, { conversationId }, {}],
    createUser: [{ userId, name: 'Mallory' }],
    getUser: [{ userId }],
    updateUser: [{ id: userId, name: 'Mallory' }],
    searchUsers: [{ query: userId }],
    exportUser: [
      { id: userId, format: 'json' },
      { id: userId, format: 'ndjson' },
    ],
    deleteUser: [{ id: userId }],
    getDeletion: [{ id: `del_${'0'.repeat(32)}` }],
    createConversation: [{ userId }],
    listConversations: [{ userId }, {}, { branchOf: conversationId }, { status: 'answered' }],
    searchConversations: [{ query: 'secret' }, { query: 'secret', userId }],
    getConversation: [{ id: conversationId }, { id: conversationId, userId }],
    renameConversation: [{ id: conversationId, title: 'mine' }],
    exportConversation: [{ id: conversationId }, { id: conversationId, userId }],
    getMessage: [{ id: messageId }, { id: messageId, userId }],
    listMessages: [{ id: conversationId }, { id: conversationId, userId }],
    deleteConversation: [{ id: conversationId }, { id: conversationId, userId }],
    deleteConversations: [{ userId }, { userId, title: 'a' }],
    testWebhook: [{ url: 'not-a-url' }, { endpointId }],
    listWebhookDeliveries: [{ jobId }, { endpointId }, { userId }, {}],
    redeliverWebhook: [{ id: deliveryId }],
    redeliverWebhooks: [{ endpointId }, { userId }, {}],
    createWebhookEndpoint: [{ userId, url: 'https://example.com/' }],
    listWebhookEndpoints: [{ userId }, {}],
    getWebhookEndpoint: [{ id: endpointId }],
    updateWebhookEndpoint: [{ id: endpointId, enabled: false }],
    rotateWebhookEndpointSecret: [{ id: endpointId }],
    deleteWebhookEndpoint: [{ id: endpointId }],
    listEventSubscriptions: [{ userId }, {}],
    endEventSubscription: [{ id: subscriptionId }],
    getOverview: [{ userId }, {}],
    listModels: [{}],
    getUsage: [{ userId }, { groupBy: 'user' }, { keyId }],
    getBudgets: [{ userId }],
    listBudgets: [{ userId }, {}],
    setBudget: [{ userId, ...budget }],
    createKey: [{ name: 'mine', userId }],
    listKeys: [{ userId }, {}],
    revokeKey: [{ id: keyId }],
    listSignIns: [{ userId }, {}],
    endSignIn: [{ id: signInId }],
    listSessions: [{ userId }],
    endSession: [{ id: sessionId }],
    endAllSessions: [{ userId }],
    getHealth: [{}],
  }
}

/** The responses that a caller gets for these records from an operation, with a placeholder for each id. */
export async function responsesAbout(
  ask: (operation: Operation, fields: Fields) => Promise<unknown>,
  operation: Operation,
  ids: RecordIds,
): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const fields of inputsReaching(ids)[operation.id] ?? []) {
    const answer = await ask(operation, fields)
    const isCompared = !ofTheMoment.includes(operation.id) || isNotFound(answer)
    // The response must only contain none of the ids.
    answers.push(isCompared ? unnamed(answer, ids) : textIdsIn(answer, ids))
  }
  return answers
}

/** Their responses change with time: on a busy machine a health check may time out. */
const ofTheMoment = ['getHealth', 'listModels', 'getOverview']

/** The text ids in a response. Numeric ids may be there by chance. */
const textIdsIn = (answer: unknown, ids: RecordIds): string[] =>
  Object.entries(ids)
    .filter(([, value]) => typeof value === 'string' && JSON.stringify(answer).includes(value))
    .map(([name]) => `<${name}>`)

const isNotFound = (answer: unknown) => Object(answer).code === 'not_found'

/** Removes ids, and values that change with time. */
function unnamed(answer: unknown, ids: RecordIds): unknown {
  // Before the ids, since a latency may equal an id.
  let text = JSON.stringify(answer).replace(/"(requestId|from|to|latencyMs)":("[^"]*"|\d+)/g, '"$1":null')
  for (const [name, value] of Object.entries(ids))
    text = text.replace(new RegExp(`\\b${value}\\b`, 'g'), `<${name}>`)
  return JSON.parse(text)
}
