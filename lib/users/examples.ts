import type { Example } from '#lib/api/operation'

const user = {
  id: 7,
  userId: 'ada',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  createdAt: '2026-11-24T09:12:55.031Z',
  updatedAt: '2026-11-24T09:12:55.031Z',
}

const month = { requests: 40, totalTokens: 21_306, cost: '0.0311' }
const none = { requests: 0, totalTokens: 0, cost: '0' }

/** An example of `createUser`. */
export const createUserExamples: Example[] = [
  {
    title: 'A user with a name and an address',
    input: { userId: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' },
    reply: { status: 201, message: 'The user was created.', data: user },
  },
]

/** Examples of `getUser`: a user with an answer, and a user without. */
export const getUserExamples: Example[] = [
  {
    title: 'A user who got an answer today',
    input: { userId: 'ada' },
    reply: {
      status: 200,
      message: 'The user was found.',
      data: {
        ...user,
        session: {
          conversationId: 42,
          messageId: 108,
          model: 'gpt-6-luna',
          lastMessageAt: '2026-11-24T09:13:20.644Z',
        },
        today: { requests: 1, totalTokens: 28, cost: '0.000034' },
        month,
      },
    },
  },
  {
    title: 'A user without messages',
    input: { userId: 'ada' },
    reply: {
      status: 200,
      message: 'The user was found.',
      data: { ...user, session: null, today: none, month: none },
    },
  },
]

/** An example of `exportUser`: the counts. */
export const exportUserExamples: Example[] = [
  {
    title: 'The number of rows in an export',
    input: { id: 'ada', format: 'json' },
    reply: {
      status: 200,
      message: '13 rows of the user.',
      data: {
        userId: 'ada',
        counts: {
          ...{
            user: 1,
            apiKey: 0,
            signIn: 0,
            budget: 1,
            requests: 2,
            activity: 1,
            conversation: 1,
            message: 2,
            job: 1,
          },
          ...{
            session: 0,
            webhookEndpoint: 0,
            eventSubscription: 0,
            jobAttempt: 0,
            budgetReservation: 0,
            webhookDelivery: 0,
            webhookAttempt: 0,
            usage: 2,
            usageFailure: 0,
            usageSum: 2,
          },
        },
        total: 13,
      },
    },
  },
]

/** An example of `deleteUser`. */
const runningDeletion = {
  deletionId: 'del_01a209f9335dc1a2b3c4d5e6f7a8b9c0',
  status: 'running' as const,
  conversationsTotal: 200_000,
  deleted: { conversations: 1_200, messages: 9_800, jobs: 4_900 },
  anonymised: 0,
  createdAt: '2026-11-25T09:00:00.000Z',
  finishedAt: null,
}

export const getDeletionExamples: Example[] = [
  {
    title: 'A deletion in progress',
    input: { id: 'del_01a209f9335dc1a2b3c4d5e6f7a8b9c0' },
    reply: { status: 200, message: 'The user is being deleted.', data: runningDeletion },
  },
]

export const deleteUserExamples: Example[] = [
  {
    title: 'A user with one conversation',
    input: { id: 'ada' },
    reply: {
      status: 200,
      message: 'The user was deleted.',
      data: {
        userId: 'ada',
        deleted: {
          ...{ conversations: 1, messages: 2, jobs: 1 },
          ...{ webhookDeliveries: 0, budgets: 1, apiKeys: 0, signIns: 0 },
        },
        anonymised: 4,
      },
    },
  },
  {
    title: 'A user with 200,000 conversations',
    input: { id: 'bob' },
    reply: {
      status: 202,
      message: 'The user is being deleted.',
      data: runningDeletion,
    },
  },
]

/** An example of `updateUser`. */
export const updateUserExamples: Example[] = [
  {
    title: 'Change the name and remove the e-mail address',
    input: { id: 'ada', name: 'Ada King', email: null },
    reply: {
      status: 200,
      message: 'The user was changed.',
      data: { ...user, name: 'Ada King', email: null, updatedAt: '2026-11-25T08:00:02.117Z' },
    },
  },
]

/** An example of `searchUsers`. */
export const searchUsersExamples: Example[] = [
  {
    title: 'By a part of the name',
    input: { query: 'lovelace', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 user.',
      data: {
        users: [{ ...user, lastSeenAt: '2026-11-24T09:13:18.402Z', month }],
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]
