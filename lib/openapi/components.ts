import { ApiError, type ErrorCode, errorCodes, problemView, toProblem } from '#lib/api/errors'
import { outputSchema } from '#lib/api/json-schema'
import type { Operation } from '#lib/api/operation'
import { scopeSentences } from '#lib/auth/scopes'
import { errorsOf } from '#lib/openapi/responses'

/** An example message of each error. */
const sentences: Record<ErrorCode, string> = {
  invalid_json: 'The body is not valid JSON.',
  invalid_input: 'temperature: Too big: expected number to be <=2',
  unauthorized: 'The API key is wrong.',
  invalid_signature: 'Only the queue may call workers, and it did not sign this call.',
  budget_exceeded: 'The budget of 100000 tokens a day is used up. It resets at 2026-11-25T00:00:00.000Z.',
  model_not_priced:
    'The model my-model has no known price, so the budget of $10 a day does not allow it. Set its price in MODEL_PRICES; the price may be 0.',
  insufficient_scope: 'This key lacks the scope admin.',
  model_not_allowed: 'The model my-model is not allowed here. This key may ask for: gpt-6-luna.',
  not_found: 'There is no conversation 42 of this user.',
  conversation_busy: 'Another message of this conversation is being answered.',
  job_cancelled: 'A later message interrupted it.',
  job_ended: 'The job has already completed.',
  job_not_failed: 'Only a failed job can be retried, and this one is completed.',
  delivery_pending: 'This delivery is still being tried: there is nothing to repeat yet.',
  endpoint_disabled: 'The endpoint of this delivery is disabled: enable it first.',
  too_many_endpoints: 'There are 16 endpoints already: delete one first.',
  method_not_allowed: 'This path has no DELETE, only GET, POST.',
  body_timeout: 'The body was not complete after 30 seconds.',
  conflict: 'There is already a user ada.',
  body_too_large: 'The body is larger than 131072 bytes.',
  idempotency_key_reused: 'This idempotency key was already used for a different request.',
  rate_limited: 'More than 100 requests in 60 minutes. Try again in 1260 seconds.',
  internal_error: 'Something went wrong here. The log has the cause under this request id.',
  not_configured: 'The server is not configured. Its log names what is missing.',
  job_failed: 'The provider refused the key of this server (OPENAI_API_KEY).',
  database_unavailable: 'The database cannot be reached. Nothing is lost: try again soon.',
}

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
  const error = new ApiError(code, sentences[code], furtherMembers[code])
  return { summary: errorCodes[code][1], value: toProblem(error, requestId) }
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
