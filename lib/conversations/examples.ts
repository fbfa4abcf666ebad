import type { Example } from '#lib/api/operation'

const startedAt = '2026-11-24T09:13:18.402Z'
const answeredAt = '2026-11-24T09:13:20.644Z'

/** An answer of `createConversation`. */
export const createConversationExamples: Example[] = [
  {
    title: 'An empty conversation with a title',
    input: { userId: 'ada', title: 'A trip to Seoul' },
    reply: {
      status: 201,
      message: 'The conversation was created.',
      data: {
        conversationId: 43,
        userId: 'ada',
        sessionId: null,
        title: 'A trip to Seoul',
        messageCount: 0,
        createdAt: startedAt,
        updatedAt: startedAt,
      },
    },
  },
]

/** An answer of `listConversations`. */
export const listConversationsExamples: Example[] = [
  {
    title: 'The newest of two conversations',
    input: { userId: 'ada', limit: 1, offset: 0 },
    reply: {
      status: 200,
      message: '1 of 2 conversations.',
      data: {
        total: 2,
        conversations: [
          {
            conversationId: 42,
            userId: 'ada',
            sessionId: null,
            title: 'What is the highest mountain?',
            messageCount: 2,
            createdAt: startedAt,
            updatedAt: answeredAt,
          },
        ],
        limit: 1,
        offset: 0,
        nextOffset: 1,
        nextCursor: 'WyIxNzk1NTExNjAwNjQ0MDAwIiwiNDIiXQ',
      },
    },
  },
]

/** An answer of `listMessages`. */
export const listMessagesExamples: Example[] = [
  {
    title: 'A question and its answer',
    input: { id: 42, userId: 'ada', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '2 of 2 messages.',
      data: {
        conversationId: 42,
        messages: [
          {
            messageId: 107,
            role: 'user',
            content: 'What is the highest mountain?',
            metadata: {},
            createdAt: startedAt,
          },
          {
            messageId: 108,
            role: 'assistant',
            content: 'Mount Everest: its summit is 8,849 metres above sea level.',
            jobId: 'job_01a209f9335da70607a5b73943b1b7e7',
            metadata: {
              model: 'gpt-6-luna',
              usage: { promptTokens: 13, completionTokens: 15, totalTokens: 28 },
            },
            createdAt: answeredAt,
          },
        ],
        total: 2,
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]

/** An answer of `deleteConversation`. */
export const deleteConversationExamples: Example[] = [
  {
    title: 'A conversation with one answer',
    input: { id: 42, userId: 'ada' },
    reply: {
      status: 200,
      message: 'The conversation was deleted.',
      data: { conversationId: 42, deleted: { messages: 2, jobs: 1 } },
    },
  },
]
