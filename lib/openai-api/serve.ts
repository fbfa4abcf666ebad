import type { z } from 'zod'
import { authorize } from '#lib/api/authorize'
import { readBody } from '#lib/api/body'
import { withCors } from '#lib/api/cors'
import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import type { PolicyName } from '#lib/api/limits'
import { allMethods, type Handler, type Handlers, unknownPathOf } from '#lib/api/methods'
import type { Reply } from '#lib/api/operation'
import { performWork } from '#lib/api/perform'
import { limitRejections, rejectionSubject } from '#lib/api/rejections'
import type { Access, Caller } from '#lib/auth/caller'
import { env } from '#lib/env'
import { parseJson } from '#lib/json'
import { noteLogFields } from '#lib/log-scope'
import { openaiErrorResponse } from '#lib/openai-api/errors'
import { withOpenaiLimits } from '#lib/openai-api/limits'
import { userOf } from '#lib/openai-api/users'
import { parseBody } from '#lib/openai-api/validate'
import { authenticate } from '#lib/rest/authenticate'

/** A request to an endpoint, with an authorized caller and a valid body. */
export type Call<Body = unknown> = {
  caller: Caller
  /** The user of the request: see `userOf`. */
  userId: string
  /** The path of the endpoint, with parameter names. */
  path: string
  params: Record<string, string>
  query: URLSearchParams
  body: Body
  /** The unparsed body. */
  sent: string
  headers: Headers
  /** Aborts when the caller disconnects before the answer is complete. */
  signal: AbortSignal
}

/**
 * One endpoint of the OpenAI-compatible API. The reply's `data` is the whole body of the response; its `text`, if
 * present, is a stream. `repeated` works as in an operation.
 */
export type Endpoint<S extends z.ZodObject | undefined = z.ZodObject | undefined> = {
  method: 'GET' | 'POST' | 'DELETE'
  path: `/v1/${string}`
  access: Access
  limit: PolicyName
  /** True when the endpoint acts for one user. The request then counts for this user. */
  isOfUser?: true
  /** True when the endpoint's own statement counts the request in `api_usage`. */
  countsItself?: true
  /** Checks the body before validation. Throws ApiError for unsupported parameters. */
  check?: (body: Record<string, unknown>) => void
  body?: S
  run(call: Call<Parsed<S>>): Promise<Reply<unknown>>
  repeated?(call: Call<Parsed<S>>): Promise<Reply<unknown> | undefined>
}

type Parsed<S> = S extends z.ZodObject ? z.output<S> : undefined
type AnyCall = Parameters<Endpoint['run']>[0]

/** Type-checks an endpoint definition and returns it without its type parameter. */
export const endpoint = <S extends z.ZodObject | undefined = undefined>(definition: Endpoint<S>): Endpoint =>
  definition as unknown as Endpoint

/** Returns the route handlers of the endpoints that share one path. CORS allows any origin, with an API key. */
export function serveEndpoints(endpoints: Endpoint[]): Handlers {
  const handlers = endpoints.map((endpoint): [string, Handler] => [
    endpoint.method,
    (request, context) =>
      handleRequest(
        request,
        async (requestId) => run(endpoint, request, (await context.params) ?? {}, requestId),
        openaiErrorResponse,
      ),
  ])
  const methods = endpoints.map(({ method }) => method)
  return withCors(allMethods(Object.fromEntries(handlers), openaiErrorResponse), { methods })
}

/** The handlers of every other path under `/v1`. */
export const unknownEndpoint: Handlers = withCors(unknownPathOf(openaiErrorResponse), {
  methods: ['GET', 'POST', 'DELETE'],
})

async function run(
  endpoint: Endpoint,
  request: Request,
  params: Record<string, string | string[]>,
  requestId: string,
): Promise<Response> {
  noteLogFields({ operation: `${endpoint.method} ${endpoint.path}` })
  const { headers, signal } = request
  const caller = await authenticate(headers, 'api')
  return limitRejections(rejectionSubject(caller, headers), async () => {
    authorize(caller, endpoint.access)
    const sent = endpoint.body ? await readBody(request, env().V1_BODY_BYTES) : ''
    const json = endpoint.body && readJson(sent)
    const call: AnyCall = {
      caller,
      userId: userOf(caller, json, headers),
      path: endpoint.path,
      params: Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]),
      ),
      query: new URL(request.url).searchParams,
      body: endpoint.body && parseBody(endpoint.body, json, endpoint.check),
      sent,
      headers,
      signal,
    }
    return respond(await perform(endpoint, call, requestId))
  })
}

function perform(endpoint: Endpoint, call: AnyCall, requestId: string): Promise<Reply<unknown>> {
  const { caller, userId } = call
  const work = {
    policy: endpoint.limit,
    endpoint: endpoint.countsItself ? undefined : `${endpoint.method} ${endpoint.path}`,
    run: () => endpoint.run(call),
    repeated: async () => endpoint.repeated?.(call),
  }
  return performWork(work, caller, endpoint.isOfUser ? userId : (caller.userId ?? undefined), requestId)
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
