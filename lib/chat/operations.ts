import { operation } from '#lib/api/operation'
import { attach } from '#lib/chat/converse'
import { sendMessageExamples } from '#lib/chat/examples'
import { hashesOf } from '#lib/chat/hash'
import { answerHeaders, definedField, fieldsOfHeaders } from '#lib/chat/headers'
import { cutReply, toReply } from '#lib/chat/reply'
import { acceptedChat, answeredChat, sendMessageBody } from '#lib/chat/schema'
import { findAccepted } from '#lib/chat/store'
import { converseAsStream } from '#lib/chat/stream'
import { newJobOf, runTurn } from '#lib/chat/turn'
import { readAndWait } from '#lib/jobs/read'
import { clampWaitMs } from '#lib/jobs/wait'
import { takeSlot } from '#lib/queue/slots'
import { checkCallbackUrl } from '#lib/webhooks/callback'

/** `POST /api/chat` */
export const sendMessage = operation({
  id: 'sendMessage',
  method: 'POST',
  path: '/api/chat',
  summary:
    "Sends the user's message to the model and returns its answer. If the answer takes longer than the wait, it returns status 202 with a jobId: call getJob with it until the job has ended. Do not send the same message again.",
  consequential: false,
  access: ['chat'],
  limit: 'chat',
  countsItself: true,
  body: sendMessageBody,
  fromHeaders: (headers) => ({
    ...fieldsOfHeaders(headers),
    ...definedField('sessionId', openaiConversation(headers)),
  }),
  requestHeaders: {
    ...answerHeaders,
    'openai-conversation-id': 'ChatGPT sends it. It names the conversation if no field does.',
  },
  responses: { 200: answeredChat, 202: acceptedChat },
  text: 'text/event-stream',
  restOnly: ['stream'],
  responseHeaders: { 200: ['idempotent-replayed'], 202: ['location', 'retry-after', 'idempotent-replayed'] },
  errors: [
    'budget_exceeded',
    'model_not_priced',
    'not_found',
    'model_not_allowed',
    'conversation_busy',
    'job_cancelled',
    'idempotency_key_reused',
    'job_failed',
  ],
  examples: sendMessageExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: { without: ['stream', 'sessionId', 'idempotencyKey', 'callbackUrl', 'metadata'] },
  run: async (input, caller, sizeLimit) => {
    if (input.callbackUrl) checkCallbackUrl(input.callbackUrl)
    const newJob = newJobOf(caller, input)
    const deadlineMs = Date.now() + clampWaitMs(input.wait)
    if (input.stream) return converseAsStream(takeSlot(), newJob, input)
    return cutReply(await runTurn(newJob, input, deadlineMs), sizeLimit)
  },
  repeated: async (input, _caller, sizeLimit) => {
    const hashes = hashesOf(input)
    const prior = await findAccepted(input, hashes)
    if (!prior) return undefined
    return cutReply(await attach(prior, input, hashes, Date.now() + clampWaitMs(input.wait)), sizeLimit)
  },
  resume: async (jobId, input, _caller, sizeLimit) =>
    cutReply(
      toReply(await readAndWait(jobId, input.userId, Date.now() + clampWaitMs(input.wait))),
      sizeLimit,
    ),
})

/** ChatGPT names its conversation in a header, so a GPT does not need to send an id. */
function openaiConversation(headers: Headers): string | null {
  const id = headers.get('openai-conversation-id')
  return id && `openai:${id}`
}
