import type { Example } from '#lib/api/operation'

const jobId = 'job_01a209f9335da70607a5b73943b1b7e7'

/** Examples of `sendMessage`: an answer within the wait, and one after it. */
export const sendMessageExamples: Example[] = [
  {
    title: 'A first message',
    input: { userId: 'ada', message: 'What is the highest mountain?' },
    reply: {
      status: 200,
      message: 'The model has answered.',
      data: {
        conversationId: 42,
        messageId: 108,
        response: 'Mount Everest: its summit is 8,849 metres above sea level.',
        usage: { promptTokens: 13, completionTokens: 15, totalTokens: 28 },
        model: 'gpt-6-luna',
        jobId,
        status: 'completed',
      },
    },
  },
  {
    title: 'An answer that takes longer than the wait',
    input: { userId: 'ada', conversationId: 42, message: 'Write an essay about it.', wait: 5 },
    reply: {
      status: 202,
      message: `The answer is not ready yet. The model is working on the answer. Call getJob with jobId "${jobId}" and wait 20 to get it; do not send the message again.`,
      data: {
        conversationId: 42,
        jobId,
        status: 'running',
        pollUrl: `/api/jobs/${jobId}`,
        retryAfter: 2,
        waitReason: 'model',
      },
    },
  },
]

const branchJobId = 'job_01a209f9335da70607a5b73943b1b7e8'

/** The reply when an answer in a branch takes longer than the wait. */
const laterInBranch = {
  status: 202,
  message: `The answer is not ready yet. The model is working on the answer. Call getJob with jobId "${branchJobId}" and wait 20 to get it; do not send the message again.`,
  data: {
    conversationId: 44,
    jobId: branchJobId,
    status: 'running',
    pollUrl: `/api/jobs/${branchJobId}`,
    retryAfter: 2,
    waitReason: 'model',
  },
}

const branch = {
  conversationId: 44,
  messageId: 112,
  response: 'Mount Everest, with 8,849 metres.',
  usage: { promptTokens: 13, completionTokens: 9, totalTokens: 22 },
  model: 'gpt-6-luna',
  jobId: branchJobId,
  status: 'completed',
}

/** Examples of `regenerateAnswer`. */
export const regenerateAnswerExamples: Example[] = [
  {
    title: 'Another answer, in a branch',
    input: { id: 108, userId: 'ada', temperature: 1 },
    reply: { status: 200, message: 'The model has answered.', data: branch },
  },
  {
    title: 'Another answer that takes longer than the wait',
    input: { id: 108, userId: 'ada', wait: 5 },
    reply: laterInBranch,
  },
]

/** Examples of `editMessage`. */
export const editMessageExamples: Example[] = [
  {
    title: 'Another question, in a branch',
    input: { id: 107, userId: 'ada', message: 'What is the highest mountain, and how high?' },
    reply: { status: 200, message: 'The model has answered.', data: branch },
  },
  {
    title: 'Another question whose answer takes longer than the wait',
    input: { id: 107, userId: 'ada', message: 'Tell me all about mountains.', wait: 5 },
    reply: laterInBranch,
  },
]
