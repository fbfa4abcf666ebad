import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server'
import { toProblem } from '#lib/api/errors'
import { toRawInput } from '#lib/api/input'
import { isList, type Operation, type Reply } from '#lib/api/operation'
import { checkRequest, perform, resumeWait, toApiError } from '#lib/api/perform'
import { countRejection, isRejection } from '#lib/api/rejections'
import type { Caller } from '#lib/auth/caller'
import { clampWaitMs } from '#lib/jobs/wait'
import { errorFields, log } from '#lib/log'
import { noteLogFields } from '#lib/log-scope'
import { withProgress } from '#lib/mcp/progress'
import { challengeMeta, scopeChallenge } from '#lib/mcp/security'
import { listenForCancellation } from '#lib/mcp/session'
import { mcpSizeLimit } from '#lib/mcp/size-limit'
import { type TextProgress, TextReader, wantsText } from '#lib/mcp/text'
import { tunables } from '#lib/tunables'

/** The caller, the request id and the protocol era of a call. */
export type CallContext = {
  caller: Caller
  requestId: string
  /** The address at which the client calls this server. */
  publicUrl: string
  era: 'legacy' | 'modern'
  /** The rate-limit subject of rejected calls. */
  rejectionSubject: string
}

type Fields = Record<string, unknown>

/** Runs an operation as a tool. An error is also a result, with the same problem as in REST. */
export async function callTool(
  operations: Operation[],
  operation: Operation,
  fields: Fields,
  context: CallContext,
  call: ServerContext,
): Promise<CallToolResult> {
  noteLogFields({ operation: operation.id })
  try {
    const reply = await (operation.resume
      ? startAndWait(
          operations,
          operation,
          withChatGptSession(operation, fields, context, call),
          context,
          call,
        )
      : runOnce(operation, fields, context, call))
    const result = { message: reply.message, data: reply.data }
    const content = [{ type: 'text' as const, text: JSON.stringify(result) }]
    // Not every client shows structured content to its model, so the text is always sent. A page is too long to send twice.
    return isList(operation) ? { content } : { content, structuredContent: result }
  } catch (error) {
    return toErrorResult(error, operation, context)
  }
}

/** Converts an error to a tool result with the same problem as in REST, and the challenge for a scope to ask for. */
export async function toErrorResult(
  error: unknown,
  operation: Operation,
  { caller, requestId, publicUrl, rejectionSubject }: CallContext,
): Promise<CallToolResult> {
  if (isRejection(error)) await countRejection(rejectionSubject)
  const problem = toProblem(toApiError(error, requestId), requestId)
  const challenge = problem.code === 'insufficient_scope' && scopeChallenge(operation, caller, publicUrl)
  return {
    content: [{ type: 'text', text: JSON.stringify(problem) }],
    isError: true,
    ...(challenge && { _meta: challengeMeta(challenge.value) }),
  }
}

/** ChatGPT names its conversation in each call, so it can continue a conversation here without an id. */
function withChatGptSession(
  operation: Operation,
  fields: Fields,
  { caller }: CallContext,
  call: ServerContext,
): Fields {
  const session = call.mcpReq._meta?.['openai/session']
  const isNamed = fields.conversationId !== undefined || fields.sessionId !== undefined
  const takesSession = operation.body !== undefined && 'sessionId' in operation.body.shape
  // The name does not identify the user: a caller for many users could mix two people's chats.
  if (caller.userId === null || isNamed || !takesSession || !isSessionName(session)) return fields
  return { ...fields, sessionId: `chatgpt:${session}` }
}

const isSessionName = (name: unknown): name is string =>
  typeof name === 'string' && name.length > 0 && name.length <= tunables.mcpSessionCharactersMax

function runOnce(
  operation: Operation,
  fields: Fields,
  { caller, requestId }: CallContext,
  call: ServerContext,
) {
  const run = () =>
    perform(operation, toRawInput(operation, fields), caller, requestId, mcpSizeLimit(operation))
  return fields.wait ? withProgress(run, call, 'Waiting for the job to end.') : run()
}

/**
 * Starts the job without waiting, so its id is known, then waits for its end. A cancelled call ends the wait and cancels
 * the job.
 */
async function startAndWait(
  operations: Operation[],
  operation: Operation,
  fields: Fields,
  context: CallContext,
  call: ServerContext,
): Promise<Reply<unknown>> {
  const { caller, requestId } = context
  // Validate first: an invalid wait must be reported, although ours replaces it.
  checkRequest(operation, toRawInput(operation, fields), caller)
  const sizeLimit = mcpSizeLimit(operation)
  const { started, text } = await start(operation, fields, context, call)
  if (started.status !== 202 || fields.wait === 0) return started

  const { jobId } = started.data as { jobId: string }
  const cancellation = await listenForEnd(context, call)
  const deadlineMs = Date.now() + clampWaitMs(fields.wait as number | undefined)
  const wait = async (notify: (progress: TextProgress) => void) => {
    await text?.notifyDeltas(notify, deadlineMs)
    const rest = text ? { ...fields, wait: Math.max(Math.ceil((deadlineMs - Date.now()) / 1000), 0) } : fields
    return resumeWait(operation, jobId, toRawInput(operation, rest), caller, requestId, sizeLimit)
  }
  const outcome = await Promise.race([
    withProgress(wait, call, 'The message is stored. The model is working on the answer.'),
    cancellation.ended.then(() => started),
  ]).finally(() => {
    cancellation.close()
    text?.close()
  })
  if (cancellation.isCertain()) await cancel(operations, jobId, context)
  return withWarningsOf(started, outcome)
}

/** Starts the job. Also returns a reader of its text if the client wants progress with text. */
async function start(
  operation: Operation,
  fields: Fields,
  { caller, requestId }: CallContext,
  call: ServerContext,
): Promise<{ started: Reply<unknown>; text?: TextReader }> {
  const streams = fields.wait !== 0 && wantsText(call)
  const parts = toRawInput(operation, { ...fields, wait: streams ? undefined : 0 })
  // Tools have no field `stream`, so it is set here.
  const raw = streams ? { ...parts, body: { ...Object(parts.body), stream: true } } : parts
  const reply = await perform(operation, raw, caller, requestId, mcpSizeLimit(operation))
  if (!reply.text) return { started: reply }
  const text = new TextReader(reply)
  return { started: { ...reply, status: 202, data: await text.accepted() }, text }
}

type Warned = { warnings?: string[] }

/** Adds the warnings from the start of the job, such as that it already existed, to its answer. */
function withWarningsOf(started: Reply<unknown>, outcome: Reply<unknown>): Reply<unknown> {
  const { warnings = [] } = started.data as Warned
  if (outcome === started || warnings.length === 0) return outcome
  const data = outcome.data as Warned
  return { ...outcome, data: { ...data, warnings: [...warnings, ...(data.warnings ?? [])] } }
}

/**
 * Resolves `ended` when the client no longer waits for the call. Since 2026, closing the request cancels it. Before, only
 * a notification does, and a lost connection is no cancellation.
 */
async function listenForEnd({ era }: CallContext, call: ServerContext) {
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let isCertain = false
  const end = (certain: boolean) => {
    isCertain ||= certain
    resolve()
  }
  const { id, signal } = call.mcpReq
  const onClose = () => end(era === 'modern')
  signal.addEventListener('abort', onClose)
  const subscription = era === 'legacy' ? listenForCancellation(call.http?.req?.headers, id) : undefined
  subscription?.message.then((message) => message !== null && end(true))
  await subscription?.ready
  if (signal.aborted) onClose()
  const close = () => {
    signal.removeEventListener('abort', onClose)
    subscription?.close()
  }
  return { ended, isCertain: () => isCertain, close }
}

/** Cancels a job. Errors are only logged: the job may have ended, and no caller waits for the result. */
async function cancel(
  operations: Operation[],
  jobId: string,
  { caller, requestId }: CallContext,
): Promise<void> {
  const cancelJob = operations.find(({ id }) => id === 'cancelJob')
  if (!cancelJob) return
  await perform(cancelJob, toRawInput(cancelJob, { id: jobId }), caller, requestId).catch((error) =>
    log('info', 'mcp.not_cancelled', { requestId, jobId, ...errorFields(error) }),
  )
}
