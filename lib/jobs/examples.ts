import type { Example } from '#lib/api/operation'

const jobId = 'job_01a209f9335da70607a5b73943b1b7e7'
const input = { id: jobId, wait: 20 }

/** Examples of `getJob`: completed, running and failed. */
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
    title: 'The model is still working',
    input,
    reply: {
      status: 200,
      message: 'The model is working on the answer. Call getJob again.',
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
        error: {
          code: 'model_unauthorized',
          message: 'The provider rejected the key of this server (OPENAI_API_KEY).',
        },
        attempts: 1,
        createdAt: '2026-11-24T09:14:03.120Z',
        startedAt: '2026-11-24T09:14:03.187Z',
        finishedAt: '2026-11-24T09:14:03.401Z',
      },
    },
  },
]

const failed = {
  jobId,
  status: 'failed',
  conversationId: 42,
  error: { code: 'model_quota_exhausted', message: "The provider's quota is used up." },
  attempts: 1,
  createdAt: '2026-11-24T09:14:03.120Z',
  startedAt: '2026-11-24T09:14:03.187Z',
  finishedAt: '2026-11-24T09:14:03.401Z',
}

/** An example of `listJobs`. */
export const listJobsExamples: Example[] = [
  {
    title: 'The dead letters',
    input: { status: 'failed', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 job.',
      data: { jobs: [{ ...failed, userId: 'ada' }], limit: 50, offset: 0, nextOffset: null },
    },
  },
]

/** An example of `cancelJob`. */
export const cancelJobExamples: Example[] = [
  {
    title: 'A running job is cancelled',
    input: { id: jobId },
    reply: {
      status: 200,
      message: 'The job was cancelled.',
      data: {
        ...failed,
        status: 'cancelled',
        error: { code: 'cancelled', message: 'The job was cancelled.' },
      },
    },
  },
]

/** An example of `retryJob`. */
export const retryJobExamples: Example[] = [
  {
    title: 'A failed job is queued again',
    input: { id: jobId },
    reply: {
      status: 200,
      message:
        "The last attempt failed: The provider's quota is used up. The next attempt starts at 2026-11-24T10:02:44.018Z. Call getJob again.",
      data: {
        jobId,
        status: 'queued',
        conversationId: 42,
        lastError: failed.error,
        attempts: 0,
        createdAt: failed.createdAt,
        startedAt: failed.startedAt,
        nextAttemptAt: '2026-11-24T10:02:44.018Z',
      },
    },
  },
]

/** An example of `retryJobs`. */
export const retryJobsExamples: Example[] = [
  {
    title: 'Jobs that failed without quota are queued again',
    input: { errorCode: 'model_quota_exhausted', limit: 100 },
    reply: { status: 200, message: '1 job is queued again.', data: { jobIds: [jobId], hasMore: false } },
  },
]

/** An example of `cancelJobs`. */
export const cancelJobsExamples: Example[] = [
  {
    title: 'All open jobs of a user',
    input: { userId: 'ada', limit: 100 },
    reply: { status: 200, message: '1 job was cancelled.', data: { jobIds: [jobId], hasMore: false } },
  },
]

/** An example of `listAttempts`. */
export const listAttemptsExamples: Example[] = [
  {
    title: 'The second attempt succeeds',
    input: { id: jobId, limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '2 attempts.',
      data: {
        jobId,
        attempts: [
          {
            attempt: 1,
            outcome: 'failed',
            startedAt: '2026-11-24T09:13:18.441Z',
            endedAt: '2026-11-24T09:13:18.702Z',
            model: 'gpt-6-luna',
            provider: 'default',
            error: { code: 'model_unavailable', message: 'The model gpt-6-luna is unavailable (503).' },
            processId: 'proc_01a209f931b0d6a1f3c24f75a86b9e01',
          },
          {
            attempt: 2,
            outcome: 'completed',
            startedAt: '2026-11-24T09:13:19.513Z',
            endedAt: '2026-11-24T09:13:20.644Z',
            model: 'gpt-6-luna',
            provider: 'default',
            usage: {
              promptTokens: 13,
              completionTokens: 15,
              totalTokens: 28,
              cachedTokens: 0,
              reasoningTokens: 0,
              estimated: false,
              cost: '0.000034',
              currency: 'USD',
            },
            latencyMs: 1104,
            processId: 'proc_01a209f931b0d6a1f3c24f75a86b9e01',
          },
        ],
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]
