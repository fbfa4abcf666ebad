import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server'
import { toProblem } from '#lib/api/errors'
import { intoParts } from '#lib/api/input'
import { isList, type Operation, type Reply } from '#lib/api/operation'
import { admit, perform, resume, toApiError } from '#lib/api/perform'
import { countRejection, isRejection } from '#lib/api/rejections'
import type { Caller } from '#lib/auth/caller'
import { clampWaitMs } from '#lib/jobs/wait'
import { errorFields, log } from '#lib/log'
import { noteLogFields } from '#lib/log-scope'
import { withProgress } from '#lib/mcp/progress'
import { challengeMeta, scopeChallenge } from '#lib/mcp/security'
import { listenForCancel } from '#lib/mcp/session'
import { mcpSizeLimit } from '#lib/mcp/size-limit'
import { type TextProgress, TextReader, wantsText } from '#lib/mcp/text'
import { tunables } from '#lib/tunables'

/** Who calls, under which request id, in which of the protocol's two eras. */
export type CallContext = {
  caller: Caller
  requestId: string
  /** The address of this server that the client calls. */
  publicUrl: string
  era: 'legacy' | 'modern'
  /** As whom a call is counted that is refused. */
  rejectionSubject: string
}

type Fields = Record<string, unknown>

/** Runs an operation as a tool. A failure is a result too, with the problem that REST answers. */
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
      ? startAndWait(operations, operation, inSession(operation, fields, context, call), context, call)
      : runOnce(operation, fields, context, call))
    const result = { message: reply.message, data: reply.data }
    const content = [{ type: 'text' as const, text: JSON.stringify(result) }]
    // Not every client shows structured content to its model, and a page is too long to be given twice.
    return isList(operation) ? { content } : { content, structuredContent: result }
  } catch (error) {
    return asFailure(error, operation, context)
  }
}

/** A failure as the result of a call, with the problem that REST answers, and what a client could ask the person for. */
export async function asFailure(
  error: unknown,
  operation: Operation,
  { caller, requestId, publicUrl, rejectionSubject }: CallContext,
): Promise<CallToolResult> {
  if (isRejection(error)) await countRejection(rejectionSubject)
  const problem = toProblem(toApiError(error, requestId), requestId)
  const asked = problem.code === 'insufficient_scope' && scopeChallenge(operation, caller, publicUrl)
  return {
    content: [{ type: 'text', text: JSON.stringify(problem) }],
    isError: true,
    ...(asked && { _meta: challengeMeta(asked.value) }),
  }
}

/** ChatGPT names its conversation in each call, so that it continues one here without carrying an id along. */
function inSession(
  operation: Operation,
  fields: Fields,
  { caller }: CallContext,
  call: ServerContext,
): Fields {
  const session = call.mcpReq._meta?.['openai/session']
  const isNamed = fields.conversationId !== undefined || fields.sessionId !== undefined
  const takesSession = operation.body !== undefined && 'sessionId' in operation.body.shape
  // The name does not say whose chat it is: a caller that acts for many users could join two people's chats.
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
    perform(operation, intoParts(operation, fields), caller, requestId, mcpSizeLimit(operation))
  return fields.wait ? withProgress(run, call, 'Waiting for the job to end.') : run()
}

/**
 * Begins the job at once, so that its id is known, then waits for its end. Cancelling the call ends the wait and
 * cancels the job.
 */
async function startAndWait(
  operations: Operation[],
  operation: Operation,
  fields: Fields,
  context: CallContext,
  call: ServerContext,
): Promise<Reply<unknown>> {
  const { caller, requestId } = context
  // What is wrong with the caller's own wait must not be hidden by ours.
  admit(operation, intoParts(operation, fields), caller)
  const sizeLimit = mcpSizeLimit(operation)
  const { begun, text } = await begin(operation, fields, context, call)
  if (begun.status !== 202 || fields.wait === 0) return begun

  const { jobId } = begun.data as { jobId: string }
  const cancellation = await listenForEnd(context, call)
  const deadlineMs = Date.now() + clampWaitMs(fields.wait as number | undefined)
  const wait = async (tell: (progress: TextProgress) => void) => {
    await text?.tell(tell, deadlineMs)
    const rest = text ? { ...fields, wait: Math.max(Math.ceil((deadlineMs - Date.now()) / 1000), 0) } : fields
    return resume(operation, jobId, intoParts(operation, rest), caller, requestId, sizeLimit)
  }
  const outcome = await Promise.race([
    withProgress(wait, call, 'The message is stored. The model is being asked.'),
    cancellation.given.then(() => begun),
  ]).finally(() => {
    cancellation.close()
    text?.close()
  })
  if (cancellation.isCertain()) await cancel(operations, jobId, context)
  return withWarningsOf(begun, outcome)
}

/** The job as it was begun, and its text if the client reads that while it is written. */
async function begin(
  operation: Operation,
  fields: Fields,
  { caller, requestId }: CallContext,
  call: ServerContext,
): Promise<{ begun: Reply<unknown>; text?: TextReader }> {
  const streams = fields.wait !== 0 && wantsText(call)
  const parts = intoParts(operation, { ...fields, wait: streams ? undefined : 0 })
  // Its own field, not one that a tool has.
  const raw = streams ? { ...parts, body: { ...Object(parts.body), stream: true } } : parts
  const reply = await perform(operation, raw, caller, requestId, mcpSizeLimit(operation))
  if (!reply.text) return { begun: reply }
  const text = new TextReader(reply)
  return { begun: { ...reply, status: 202, data: await text.begun() }, text }
}

type Warned = { warnings?: string[] }

/** What was said when the job was begun, such as that it had been begun before, is said with its answer. */
function withWarningsOf(begun: Reply<unknown>, outcome: Reply<unknown>): Reply<unknown> {
  const { warnings = [] } = begun.data as Warned
  if (outcome === begun || warnings.length === 0) return outcome
  const data = outcome.data as Warned
  return { ...outcome, data: { ...data, warnings: [...warnings, ...(data.warnings ?? [])] } }
}

/**
 * Tells when nobody waits for the call any more. Since 2026 a client cancels by closing the request; before, by a
 * notification, and a request that merely broke off is no cancellation.
 */
async function listenForEnd({ era }: CallContext, call: ServerContext) {
  const { promise: given, resolve } = Promise.withResolvers<void>()
  let isCertain = false
  const give = (certain: boolean) => {
    isCertain ||= certain
    resolve()
  }
  const { id, signal } = call.mcpReq
  const onClose = () => give(era === 'modern')
  signal.addEventListener('abort', onClose)
  const subscription = era === 'legacy' ? listenForCancel(call.http?.req?.headers, id) : undefined
  subscription?.message.then((message) => message !== null && give(true))
  await subscription?.ready
  if (signal.aborted) onClose()
  const close = () => {
    signal.removeEventListener('abort', onClose)
    subscription?.close()
  }
  return { given, isCertain: () => isCertain, close }
}

/** Cancels a job, where the API can. It may have ended meanwhile, and nobody waits for the outcome. */
async function cancel(
  operations: Operation[],
  jobId: string,
  { caller, requestId }: CallContext,
): Promise<void> {
  const cancelJob = operations.find(({ id }) => id === 'cancelJob')
  if (!cancelJob) return
  await perform(cancelJob, intoParts(cancelJob, { id: jobId }), caller, requestId).catch((error) =>
    log('info', 'mcp.not_cancelled', { requestId, jobId, ...errorFields(error) }),
  )
}
