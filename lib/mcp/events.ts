import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { accessOf } from '#lib/api/authorize'
import type { ApiError } from '#lib/api/errors'
import { inputSchema, outputSchema } from '#lib/api/json-schema'
import { type Caller, isOffered } from '#lib/auth/caller'
import { env } from '#lib/env'
import { addressProblem } from '#lib/http-client/address'
import { getJob } from '#lib/jobs/operations'
import type { CallContext } from '#lib/mcp/call'
import { limited } from '#lib/mcp/limited'
import { shorten } from '#lib/shorten'
import {
  argumentsOfAll,
  argumentsOfOne,
  eventData,
  type SubscriptionEvent,
  subscribeParams,
  subscriptionEvents,
  unsubscribeParams,
} from '#lib/subscriptions/schema'
import {
  type SubscribeResult,
  type SubscriptionRequest,
  subscribe,
  unsubscribe,
} from '#lib/subscriptions/subscribe'
import { tunables } from '#lib/tunables'

/**
 * MCP Events, a draft of the working group (modelcontextprotocol/experimental-ext-triggers-events), in the form that
 * ChatGPT supports (developers.openai.com/plugins/build/mcp-events): delivery only by webhook, without replay.
 */
export const eventsCapability = { events: {} }

/** The error codes of the draft, in addition to those of JSON-RPC. */
export const eventCodes = {
  notFound: -32_011,
  forbidden: -32_012,
  exhausted: -32_013,
  unsupported: -32_014,
  callback: -32_015,
}

const anything = { params: z.looseObject({}) }

/** Serves the events of jobs to clients that support the draft. */
export function serveEvents(server: Server, context: CallContext): void {
  server.setRequestHandler(
    'events/list',
    { params: z.looseObject({ cursor: z.string().optional() }) },
    list(context),
  )
  server.setRequestHandler('events/subscribe', anything, (params) =>
    limited('events/subscribe', 'write', context, () => begin(params, context), overLimit),
  )
  server.setRequestHandler('events/unsubscribe', anything, (params) =>
    limited('events/unsubscribe', 'write', context, () => end(params, context), overLimit),
  )
}

/** Lists the events if the caller may subscribe, or could ask the person for the scope. */
const list =
  ({ caller }: CallContext) =>
  ({ cursor }: { cursor?: string | undefined }) => {
    if (cursor !== undefined) throw invalid('This server did not issue the cursor.')
    const isKnown = isOffered(caller, accessOf(getJob, caller))
    return { events: isKnown ? definitionsFor(caller) : [] }
  }

const definitionsFor = (caller: Caller) =>
  Object.entries(subscriptionEvents).map(([name, description]) => ({
    name,
    description,
    delivery: ['webhook'],
    inputSchema: inputSchema(argumentsFor(caller)),
    payloadSchema: outputSchema(eventData),
  }))

const argumentsFor = ({ userId }: Caller) => (userId === null ? argumentsOfAll : argumentsOfOne)

async function begin(params: unknown, { caller }: CallContext) {
  const { delivery, ttlMs, ...asked } = parse(subscribeParams, params)
  const requested = requestOf(asked.name, asked.arguments, delivery.url, caller)
  if (delivery.mode !== 'webhook')
    throw new ProtocolError(eventCodes.unsupported, 'Events are delivered only by webhook.', {
      feature: 'deliveryMode',
      value: shorten(delivery.mode, tunables.faultCharactersMax),
    })
  const fault = addressProblem(delivery.url, env().WEBHOOK_ALLOW_PRIVATE)
  if (fault) throw invalid(`delivery.url: ${fault}`)
  const outcome = await subscribe(caller, requested, delivery.secret, ttlMs)
  if (outcome.kind !== 'subscribed') throw failure(outcome, requested)
  return { id: outcome.id, refreshBefore: outcome.expiresAt, cursor: null, truncated: false }
}

async function end(params: unknown, { caller }: CallContext) {
  const { delivery, ...asked } = parse(unsubscribeParams, params)
  await unsubscribe(caller, requestOf(asked.name, asked.arguments, delivery.url, caller))
  return {}
}

function requestOf(
  name: string,
  args: Record<string, unknown>,
  url: string,
  caller: Caller,
): SubscriptionRequest {
  if (!Object.hasOwn(subscriptionEvents, name))
    throw new ProtocolError(
      eventCodes.notFound,
      `There is no event ${shorten(name, tunables.faultCharactersMax)}.`,
      { kind: 'event' },
    )
  return { event: name as SubscriptionEvent, args: parse(argumentsFor(caller), args, 'arguments'), url }
}

/** Returns the draft's error for a failed subscription. */
function failure(
  outcome: Exclude<SubscribeResult, { kind: 'subscribed' }>,
  { args }: SubscriptionRequest,
): ProtocolError {
  if (outcome.kind === 'unconfirmed')
    return new ProtocolError(eventCodes.callback, 'The callback URL did not confirm the subscription.', {
      reason: outcome.reason,
    })
  if (outcome.kind === 'too_many')
    return new ProtocolError(
      eventCodes.exhausted,
      `There are already ${tunables.subscriptionsMax} subscriptions. End one first.`,
      {
        limit: 'subscriptions',
        max: tunables.subscriptionsMax,
      },
    )
  if (outcome.kind === 'too_many_verifications')
    return new ProtocolError(
      eventCodes.exhausted,
      'The receivers of this host were asked to confirm too often in the last hour.',
      {
        limit: 'verifications',
      },
    )
  if (outcome.kind === 'not_allowed')
    return new ProtocolError(
      eventCodes.forbidden,
      'The caller may not subscribe to this. The jobs of all users require the scope admin. Without it, give a userId, a conversationId or a jobId.',
    )
  const missing = {
    no_user: `user ${args.userId}`,
    no_conversation: `conversation ${args.conversationId}`,
    no_job: `job ${args.jobId}`,
  }
  return new ProtocolError(eventCodes.notFound, `There is no ${missing[outcome.kind]}.`, {
    kind: outcome.kind.slice('no_'.length),
  })
}

const overLimit = ({ message }: ApiError) =>
  new ProtocolError(eventCodes.exhausted, message, { limit: 'requests' })

function parse<T>(schema: z.ZodType<T>, value: unknown, under?: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  const place = [under, ...path].filter((part) => part !== undefined).join('.') || 'params'
  throw invalid(shorten(`${place}: ${message}`, tunables.faultCharactersMax))
}

const invalid = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message)
