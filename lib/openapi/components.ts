import { ApiError, type ErrorCode, errorCodes, problemView, toProblem } from '#lib/api/errors'
import { outputSchema } from '#lib/api/json-schema'
import type { Operation } from '#lib/api/operation'
import { scopeSentences } from '#lib/auth/scopes'
import { errorsOf } from '#lib/openapi/responses'

/** The members that the example of an error has in addition to the common ones. */
const furtherMembers: Partial<Record<ErrorCode, ConstructorParameters<typeof ApiError>[2]>> = {
  invalid_input: { errors: [{ path: 'temperature', message: 'Too big: expected number to be <=2' }] },
  budget_exceeded: {
    data: {
      budget: { period: 'day', unit: 'tokens', limit: '100000', resetsAt: '2026-11-25T00:00:00.000Z' },
    },
  },
  model_not_priced: {
    data: {
      jobId: 'job_019a2094f3357da70607a5b73943b1b7',
      conversationId: 42,
      reason: 'model_not_priced',
    },
  },
  conversation_busy: { data: { jobId: 'job_019a2094f3357da70607a5b73943b1b7', conversationId: 42 } },
  job_cancelled: {
    data: { jobId: 'job_019a2094f3357da70607a5b73943b1b7', conversationId: 42, reason: 'cancelled' },
  },
  job_ended: { data: { jobId: 'job_019a2094f3357da70607a5b73943b1b7', jobStatus: 'completed' } },
  job_not_failed: { data: { jobId: 'job_019a2094f3357da70607a5b73943b1b7', jobStatus: 'completed' } },
  job_failed: {
    data: {
      jobId: 'job_019a2094f3357da70607a5b73943b1b7',
      conversationId: 42,
      reason: 'model_unauthorized',
    },
  },
}

const requestId = 'req_019a2094f3353c2f5a731653e84caa82'

/** An example of the problem document of an error. */
function exampleOf(code: ErrorCode) {
  const { example, title } = errorCodes[code]
  const error = new ApiError(code, example, furtherMembers[code])
  return { summary: title, value: toProblem(error, requestId) }
}

/** The shared components of a document's operations, with an example of each problem that they return. */
export function componentsFor(operations: Operation[], serverUrl: string) {
  const codes = [...new Set(operations.flatMap(errorsOf))]
  return {
    securitySchemes: { ...securitySchemes, oauth2: oauthScheme(serverUrl) },
    schemas: { Problem: outputSchema(problemView) },
    headers,
    examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code)])),
  }
}

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: "The server's key, `API_SECRET_KEY`, or a key from `createKey`.",
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'The same key in the header x-api-key.',
  },
}

/** The OAuth flow in which a client gets a token that acts for a person. */
const oauthScheme = (serverUrl: string) => ({
  type: 'oauth2',
  description: 'An access token for `/api` that a person grants to a client.',
  flows: {
    authorizationCode: {
      authorizationUrl: `${serverUrl}/oauth/authorize`,
      tokenUrl: `${serverUrl}/oauth/token`,
      refreshUrl: `${serverUrl}/oauth/token`,
      scopes: scopeSentences,
    },
  },
})

const text = { type: 'string' }
const headers = {
  RequestId: { description: "The caller's x-request-id, or a new one.", required: true, schema: text },
  RateLimit: {
    description:
      'The remaining requests of each window: r requests in the next t seconds. Not sent while the counters are unavailable.',
    schema: text,
    example: '"chat";r=99;t=3600',
  },
  RateLimitPolicy: {
    description: 'The limit of each window: q requests in w seconds.',
    schema: text,
    example: '"chat";q=100;w=3600',
  },
  RetryAfter: {
    description: 'The seconds to wait before the next try.',
    schema: { type: 'integer', minimum: 1 },
  },
  IdempotentReplayed: {
    description: 'true when the response repeats the result of an earlier, equal request.',
    schema: { type: 'string', const: 'true' },
  },
  Location: { description: 'The URL of the created job or resource.', schema: text },
  Authenticate: {
    description:
      'The authentication scheme (RFC 6750), and the URL of the metadata that describes how to get a token (RFC 9728).',
    schema: text,
    example:
      'Bearer error="invalid_token", resource_metadata="https://example.com/.well-known/oauth-protected-resource/api", scope="chat read usage"',
  },
}
