import type { Example } from '#lib/api/operation'

const startedAt = '2026-11-24T09:13:18.402Z'
const answeredAt = '2026-11-24T09:13:20.644Z'

const conversation = {
  conversationId: 42,
  userId: 'ada',
  sessionId: null,
  title: 'What is the highest mountain?',
  messageCount: 2,
  status: 'answered',
  model: 'gpt-6-luna',
  createdAt: startedAt,
  updatedAt: answeredAt,
}

const answer = {
  messageId: 108,
  role: 'assistant',
  content: 'Mount Everest: its summit is 8,849 metres above sea level.',
  jobId: 'job_01a209f9335da70607a5b73943b1b7e7',
  metadata: {
    model: 'gpt-6-luna',
    usage: { promptTokens: 13, completionTokens: 15, totalTokens: 28 },
  },
  createdAt: answeredAt,
}

/** An example of `createConversation`. */
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

/** An example of `listConversations`. */
export const listConversationsExamples: Example[] = [
  {
    title: 'The newest of two conversations',
    input: { userId: 'ada', limit: 1, offset: 0 },
    reply: {
      status: 200,
      message: '1 of 2 conversations.',
      data: {
        total: 2,
        conversations: [conversation],
        limit: 1,
        offset: 0,
        nextOffset: 1,
        nextCursor: 'WyIxNzk1NTExNjAwNjQ0MDAwIiwiNDIiXQ',
      },
    },
  },
]

/** An example of `listMessages`. */
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
          answer,
        ],
        total: 2,
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]

/** An example of `deleteConversation`. */
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

/** An example of `getConversation`. */
export const getConversationExamples: Example[] = [
  {
    title: 'A conversation with one question',
    input: { id: 42 },
    reply: { status: 200, message: 'The conversation was found.', data: conversation },
  },
]

/** An example of `renameConversation`. */
export const renameConversationExamples: Example[] = [
  {
    title: 'A title that is easier to find',
    input: { id: 42, title: 'Mountains' },
    reply: {
      status: 200,
      message: 'The conversation was renamed.',
      data: { ...conversation, title: 'Mountains' },
    },
  },
]

/** An example of `getMessage`. */
export const getMessageExamples: Example[] = [
  {
    title: 'A whole answer',
    input: { id: 108, offset: 0 },
    reply: {
      status: 200,
      message: 'This is the end of the text.',
      data: { conversationId: 42, ...answer, offset: 0, length: 58, nextOffset: null },
    },
  },
]

/** An example of `deleteConversations`. */
export const deleteConversationsExamples: Example[] = [
  {
    title: 'The conversations of last year',
    input: { userId: 'ada', updatedBefore: '2026-01-01T00:00:00Z', limit: 100 },
    reply: {
      status: 200,
      message: '2 conversations were deleted.',
      data: {
        conversationIds: [17, 19],
        deleted: { conversations: 2, messages: 8, jobs: 4 },
        hasMore: false,
      },
    },
  },
]

/** An example of `searchConversations`. */
export const searchConversationsExamples: Example[] = [
  {
    title: 'A search for a word in an answer',
    input: { query: 'everest', limit: 20 },
    reply: {
      status: 200,
      message: '1 conversation.',
      data: {
        conversations: [
          {
            ...conversation,
            match: {
              in: 'message',
              messageId: 108,
              excerpt: 'Mount Everest: its summit is 8,849 metres above sea level.',
            },
          },
        ],
        isComplete: true,
        limit: 20,
      },
    },
  },
]

/** An example of `exportConversation`. */
export const exportConversationExamples: Example[] = [
  {
    title: 'A question and its answer, as JSON',
    input: { id: 42 },
    reply: {
      status: 200,
      message: 'This is the whole conversation.',
      data: {
        conversation,
        messages: [
          {
            messageId: 107,
            role: 'user',
            content: 'What is the highest mountain?',
            metadata: {},
            createdAt: startedAt,
          },
          answer,
        ],
      },
    },
  },
]
