import type { z } from 'zod'
import { answer } from '#lib/api/answer'
import { readBody } from '#lib/api/body'
import { withCors } from '#lib/api/cors'
import { ApiError } from '#lib/api/errors'
import type { PolicyName } from '#lib/api/limits'
import { allMethods, type Handler, type Handlers, unknownPathOf } from '#lib/api/methods'
import type { Reply } from '#lib/api/operation'
import { performWork } from '#lib/api/perform'
import { permit } from '#lib/api/permit'
import { limitRejections, rejectionSubject } from '#lib/api/rejections'
import type { Access, Caller } from '#lib/auth/caller'
import { env } from '#lib/env'
import { parseJson } from '#lib/json'
import { noteLogFields } from '#lib/log-scope'
import { refuse } from '#lib/openai-api/errors'
import { withOpenaiLimits } from '#lib/openai-api/limits'
import { userOf } from '#lib/openai-api/users'
import { parseBody } from '#lib/openai-api/validate'
import { authenticate } from '#lib/rest/authenticate'

/** One request of an endpoint, whose caller may call, and whose body is valid. */
export type Call<Body = unknown> = {
  caller: Caller
  /** Whose request it is: see `userOf`. */
  userId: string
  /** As of the endpoint. */
  path: string
  params: Record<string, string>
  query: URLSearchParams
  body: Body
  /** The body as it was sent. */
  sent: string
  headers: Headers
  /** Aborts when the caller hangs up before the answer is complete. */
  signal: AbortSignal
}

/**
 * One endpoint of the OpenAI-compatible API. The data of its reply is the whole body of the response, and its text, if it
 * has one, a stream. `repeated` is as of an operation.
 */
export type Endpoint<S extends z.ZodObject | undefined = z.ZodObject | undefined> = {
  method: 'GET' | 'POST' | 'DELETE'
  path: `/v1/${string}`
  access: Access
  limit: PolicyName
  /** True when it acts for one user, who is then the one whose requests are counted. */
  isOfUser?: true
  /** Its own statement counts the request in `api_usage`. */
  countsItself?: true
  /** Looks at a body before it is validated: throws ApiError for what this server cannot follow. */
  check?: (body: Record<string, unknown>) => void
  body?: S
  run(call: Call<Parsed<S>>): Promise<Reply<unknown>>
  repeated?(call: Call<Parsed<S>>): Promise<Reply<unknown> | undefined>
}

type Parsed<S> = S extends z.ZodObject ? z.output<S> : undefined

/** Keeps an endpoint's types together while it is written as a plain value. */
export const endpoint = <S extends z.ZodObject | undefined = undefined>(definition: Endpoint<S>): Endpoint =>
  definition as unknown as Endpoint

/** The route handlers of the endpoints that share one path. Pages of any origin may call them, with a key. */
export function serveEndpoints(endpoints: Endpoint[]): Handlers {
  const handlers = endpoints.map((one): [string, Handler] => [
    one.method,
    (request, context) =>
      answer(
        request,
        async (requestId) => run(one, request, (await context.params) ?? {}, requestId),
        refuse,
      ),
  ])
  const methods = endpoints.map(({ method }) => method)
  return withCors(allMethods(Object.fromEntries(handlers), refuse), { methods })
}

/** The handlers of every other path under `/v1`. */
export const unknownEndpoint: Handlers = withCors(unknownPathOf(refuse), {
  methods: ['GET', 'POST', 'DELETE'],
})

async function run(
  one: Endpoint,
  request: Request,
  params: Record<string, string | string[]>,
  requestId: string,
): Promise<Response> {
  noteLogFields({ operation: `${one.method} ${one.path}` })
  const { headers, signal } = request
  const caller = await authenticate(headers, 'api')
  return limitRejections(rejectionSubject(caller, headers), async () => {
    permit(caller, one.access)
    const sent = one.body ? await readBody(request, env().V1_BODY_BYTES) : ''
    const json = one.body && readJson(sent)
    const call: Call = {
      caller,
      userId: userOf(caller, json, headers),
      path: one.path,
      params: Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]),
      ),
      query: new URL(request.url).searchParams,
      body: one.body && parseBody(one.body, json, one.check),
      sent,
      headers,
      signal,
    }
    return respond(await perform(one, call, requestId))
  })
}

function perform(one: Endpoint, call: Call, requestId: string): Promise<Reply<unknown>> {
  const { caller, userId } = call
  const work = {
    policy: one.limit,
    endpoint: one.countsItself ? undefined : `${one.method} ${one.path}`,
    run: () => one.run(call as never),
    repeated: async () => one.repeated?.(call as never),
  }
  return performWork(work, caller, one.isOfUser ? userId : (caller.userId ?? undefined), requestId)
}

function readJson(text: string): unknown {
  const value = parseJson(text)
  if (value === undefined) throw new ApiError('invalid_json', 'The body is not valid JSON.')
  return value
}

function respond({ status, data, headers, text }: Reply<unknown>): Response {
  const all = withOpenaiLimits(headers)
  if (!text) return Response.json(data, { status, headers: all })
  return new Response(text.body, { status, headers: { ...all, 'content-type': text.contentType } })
}
