import { expect, it } from 'vitest'
import { toReply } from '#lib/chat/reply'
import { acceptedChat } from '#lib/chat/schema'
import type { OpenJob } from '#lib/jobs/waiting'

const lastError = { code: 'model_unreachable', message: 'The model cannot be reached. x refused it.' }
const nextAttemptAt = '2026-11-28T10:00:00.000Z'

it.each<[string, OpenJob, RegExp]>([
  ['model', { status: 'running' }, /The model is working on the answer/],
  [
    'model',
    { status: 'running', lastError },
    /working on the answer.*The last attempt failed: The model cannot be reached/,
  ],
  ['worker', { status: 'queued' }, /waits for a free worker/],
  ['turn', { status: 'queued', isBlocked: true }, /waits for its turn: an earlier message/],
  ['turn', { status: 'queued', waitsFor: { jobId: 'job_2', status: 'running' } }, /job job_2 of the same/],
  [
    'turn',
    { status: 'queued', waitsFor: { jobId: 'job_2', status: 'queued', nextAttemptAt } },
    /job_2.*It failed, and its next attempt starts at 2026-11-28T10:00:00/,
  ],
  [
    'retry',
    { status: 'queued', lastError, nextAttemptAt },
    /The model cannot be reached. x refused it. The next attempt starts at 2026-11-28T10:00:00/,
  ],
])('a 202 says what the job waits for: %s', (reason, job, sentence) => {
  const reply = toReply({ jobId: 'job_1', conversationId: 1, ...job })
  expect(reply.status).toBe(202)
  expect(reply.message).toMatch(sentence)
  expect(reply.message).toContain('Call getJob with jobId "job_1"')
  const { isBlocked: _, status, ...rest } = job
  expect(acceptedChat.strict().parse(reply.data)).toMatchObject({ status, waitReason: reason, ...rest })
})
