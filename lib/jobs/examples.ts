import type { Example } from '#lib/api/operation'

const jobId = 'job_01a209f9335da70607a5b73943b1b7e7'
const input = { id: jobId, wait: 20 }

/** Answers of `getJob`: done, at work, and failed. */
export const getJobExamples: Example[] = [
  {
    title: 'The model has answered',
    input,
    reply: {
      status: 200,
      message: 'The model has answered.',
      data: {
        jobId,
        status: 'completed',
        conversationId: 42,
        messageId: 110,
        response: 'Everest was measured first in 1856 …',
        usage: { promptTokens: 52, completionTokens: 640, totalTokens: 692 },
        model: 'gpt-6-luna',
        attempts: 1,
        createdAt: '2026-11-24T09:14:03.120Z',
        startedAt: '2026-11-24T09:14:03.187Z',
        finishedAt: '2026-11-24T09:14:31.904Z',
      },
    },
  },
  {
    title: 'The model is still at work',
    input,
    reply: {
      status: 200,
      message: 'The model is at work. Call getJob again.',
      data: {
        jobId,
        status: 'running',
        conversationId: 42,
        attempts: 1,
        createdAt: '2026-11-24T09:14:03.120Z',
        startedAt: '2026-11-24T09:14:03.187Z',
      },
    },
  },
  {
    title: 'The job has failed',
    input,
    reply: {
      status: 200,
      message: 'The job has failed.',
      data: {
        jobId,
        status: 'failed',
        conversationId: 42,
        error: { code: 'model_unauthorized', message: 'The provider refused the key of this server.' },
        attempts: 1,
        createdAt: '2026-11-24T09:14:03.120Z',
        startedAt: '2026-11-24T09:14:03.187Z',
        finishedAt: '2026-11-24T09:14:03.401Z',
      },
    },
  },
]
