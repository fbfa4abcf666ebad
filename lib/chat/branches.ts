import { type Operation, operation, type Reply } from '#lib/api/operation'
import type { SizeLimit } from '#lib/api/size-limit'
import type { Caller } from '#lib/auth/caller'
import { editTurn, regenerateTurn } from '#lib/chat/branch'
import { attach } from '#lib/chat/converse'
import { editMessageExamples, regenerateAnswerExamples } from '#lib/chat/examples'
import { hashesOf } from '#lib/chat/hash'
import { answerHeaders, fieldsOfHeaders } from '#lib/chat/headers'
import { cutReply, toReply } from '#lib/chat/reply'
import {
  acceptedChat,
  answeredChat,
  branchParams,
  editMessageBody,
  regenerateAnswerBody,
  type TurnInput,
} from '#lib/chat/schema'
import { findAccepted } from '#lib/chat/store'
import { converseAsStream } from '#lib/chat/stream'
import { newJobOf, runTurn } from '#lib/chat/turn'
import { readAndWait } from '#lib/jobs/read'
import { clampWaitMs } from '#lib/jobs/wait'
import { takeSlot } from '#lib/queue/slots'
import { checkCallbackUrl } from '#lib/webhooks/callback'

/** The properties that both operations share with `sendMessage`. */
const asChat = {
  method: 'POST',
  consequential: false,
  access: ['chat'],
  limit: 'chat',
  countsItself: true,
  params: branchParams,
  fromHeaders: fieldsOfHeaders,
  requestHeaders: answerHeaders,
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
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
} as const satisfies Partial<Operation>

/** `POST /api/messages/{id}/regenerate` */
export const regenerateAnswer = operation({
  ...asChat,
  id: 'regenerateAnswer',
  path: '/api/messages/{id}/regenerate',
  summary:
    "Asks the model for another answer to a user's message. The id is that of the message or of its answer. The new answer starts a branch: a new conversation with a copy of the earlier messages. The old one does not change.",
  body: regenerateAnswerBody,
  examples: regenerateAnswerExamples,
  run: async ({ id, ...given }, caller, sizeLimit) =>
    answer(await regenerateTurn(id, given), caller, endpoints.again, sizeLimit),
  repeated: async ({ id, ...given }, _caller, sizeLimit) =>
    answerAgain(given, () => regenerateTurn(id, given), sizeLimit),
  resume: async (jobId, { userId, wait }, _caller, sizeLimit) => resume(jobId, userId, wait, sizeLimit),
})

/** `POST /api/messages/{id}/edit` */
export const editMessage = operation({
  ...asChat,
  id: 'editMessage',
  path: '/api/messages/{id}/edit',
  summary:
    "Replaces the text of a user's message and returns the model's answer to it, in a branch: a new conversation with a copy of the earlier messages. The old one does not change.",
  body: editMessageBody,
  examples: editMessageExamples,
  run: async ({ id, ...given }, caller, sizeLimit) =>
    answer(await editTurn(id, given), caller, endpoints.edit, sizeLimit),
  repeated: async ({ id, ...given }, _caller, sizeLimit) =>
    answerAgain(given, () => editTurn(id, given), sizeLimit),
  resume: async (jobId, { userId, wait }, _caller, sizeLimit) => resume(jobId, userId, wait, sizeLimit),
})

const endpoints = {
  again: 'POST /api/messages/{id}/regenerate',
  edit: 'POST /api/messages/{id}/edit',
}

async function answer(
  input: TurnInput,
  caller: Caller,
  endpoint: string,
  sizeLimit: SizeLimit | undefined,
): Promise<Reply<unknown>> {
  if (input.callbackUrl) checkCallbackUrl(input.callbackUrl)
  const newJob = newJobOf(caller, input, endpoint)
  if (input.stream) return converseAsStream(takeSlot(), newJob, input)
  return cutReply(await runTurn(newJob, input, Date.now() + clampWaitMs(input.wait)), sizeLimit)
}

/** The reply of the first request with the same idempotency key. Undefined without a key, or for a new key. */
async function answerAgain(
  { idempotencyKey, wait }: { idempotencyKey?: string | undefined; wait?: number | undefined },
  toInput: () => Promise<TurnInput>,
  sizeLimit: SizeLimit | undefined,
): Promise<Reply<unknown> | undefined> {
  if (idempotencyKey === undefined) return undefined
  const input = await toInput()
  const hashes = hashesOf(input)
  const prior = await findAccepted(input, hashes)
  return prior && cutReply(await attach(prior, input, hashes, Date.now() + clampWaitMs(wait)), sizeLimit)
}

const resume = async (
  jobId: string,
  userId: string,
  wait: number | undefined,
  sizeLimit: SizeLimit | undefined,
) => cutReply(toReply(await readAndWait(jobId, userId, Date.now() + clampWaitMs(wait))), sizeLimit)
