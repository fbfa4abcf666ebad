import type { z } from 'zod'
import type { acceptedChat, answeredChat } from '#lib/chat/schema'

const conversationId = 42
const jobId = 'job_5f0c8e2ab7d94163a1e29c04d8b3f675'

/** A curl command to this server. `$API_SECRET_KEY` is for the caller's shell to fill in. */
function curl(url: string, body?: Record<string, unknown>): string {
  const lines = [`curl "${url}"`, `-H "Authorization: Bearer $API_SECRET_KEY"`]
  if (body) lines.push(`-H "Content-Type: application/json"`, `-d '${JSON.stringify(body)}'`)
  return lines.join(' \\\n  ')
}

const notReady = `The answer is not ready yet. Call getJob with jobId "${jobId}" and wait 20 to get it; do not send the message again.`

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** The commands, for the server at `serverUrl`. */
export function commands(serverUrl: string) {
  const chat = (body: Record<string, unknown>) => curl(`${serverUrl}/api/chat`, { userId: 'ada', ...body })
  return {
    first: chat({ message: 'What is the highest mountain?' }),
    poll: curl(`${serverUrl}/api/jobs/$JOB_ID?wait=20`),
    byConversation: chat({ conversationId, message: 'And the second highest?' }),
    bySession: chat({ sessionId: 'mountains', message: 'And the third?' }),
  }
}

/** What the server answers to the first command, in time and too late for it. */
export function answers(model: string) {
  const answered: z.infer<typeof answeredChat> = {
    conversationId,
    messageId: 108,
    response: 'Mount Everest: its summit is 8,849 metres above sea level.',
    usage: { promptTokens: 13, completionTokens: 15, totalTokens: 28 },
    model,
    jobId,
    status: 'completed',
  }
  const accepted: z.infer<typeof acceptedChat> = {
    conversationId,
    jobId,
    status: 'running',
    pollUrl: `/api/jobs/${jobId}`,
    retryAfter: 2,
  }
  return {
    answered: json({ success: true, message: 'The model has answered.', data: answered }),
    accepted: json({ success: true, message: notReady, data: accepted }),
  }
}
