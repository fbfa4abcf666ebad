import { tunables } from '#lib/tunables'

/**
 * Every error by the code that clients match on: its HTTP status and title, an example of its sentence for the OpenAPI
 * document, and the advice of the page /errors. Names of code are in backticks.
 */
export const errorCodes = {
  invalid_json: {
    status: 400,
    title: 'The body is not JSON',
    example: 'The body is not valid JSON.',
    advice:
      'The body is not valid JSON. Check its quotes, commas and brackets. In a shell, put single quotes around the whole body. The body must be UTF-8; some shells on Windows send another encoding.',
  },
  invalid_input: {
    status: 400,
    title: 'The request is invalid',
    example: 'temperature: Too big: expected number to be <=2',
    advice:
      'A field is missing, wrong or unknown. `errors` lists up to 20 of them, each with the field’s path and the expected value. Correct them all and send the request again.',
  },
  unauthorized: {
    status: 401,
    title: 'The key is missing or wrong',
    example: 'The API key is wrong.',
    advice:
      'Send the server’s `API_SECRET_KEY`, or a key from `createKey`, as `Authorization: Bearer <key>` or as `x-api-key: <key>`. In a GPT, choose authentication by API key, type Bearer. If the key has expired or was revoked, `error` says so; then the owner must issue a new one.',
  },
  invalid_signature: {
    status: 401,
    title: 'The worker call is not signed',
    example: 'Only the queue may call workers, and it did not sign this call.',
    advice:
      'Only the queue calls `/api/inngest` and the paths under `/api/workers`, and it signs each call. If this happens to the queue’s own calls, the signing keys differ from the queue’s, or `PUBLIC_URL` is not the URL that the queue calls.',
  },
  budget_exceeded: {
    status: 402,
    title: 'The budget is used up',
    example: 'The budget of 100000 tokens a day is used up. It resets at 2026-11-25T00:00:00.000Z.',
    advice:
      'The call would exceed a hard budget of this user or of the server for the current day or month (UTC). `error` names the budget and the time at which it resets; `GET /api/budgets` lists all budgets. Raise the limit with `PUT /api/budgets`, set a lower `maxTokens`, or wait. If the error has a `jobId`, the message is stored, and `retryJob` sends it again.',
  },
  model_not_priced: {
    status: 402,
    title: 'The model has no known price',
    example:
      'The model my-model has no known price, so the budget of $10 a day does not allow it. Set its price in MODEL_PRICES; the price may be 0.',
    advice:
      'A hard budget in dollars needs the price of each call, and this model has no price: not in `MODEL_PRICES`, not at its provider in `MODEL_PROVIDERS`, and not in the server’s own price list. Choose another model, or let the owner of the server set a price there, which may be 0. The message is stored, and `retryJob` sends it again.',
  },
  insufficient_scope: {
    status: 403,
    title: 'The key does not allow this',
    example: 'This key lacks the scope admin.',
    advice:
      'The key is valid, but it was issued without the scope for this operation; `error` names the scope. Use another key, or let the owner of the server issue one. A client that a person signed in to can ask that person for more scopes.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    example: 'There is no conversation 42 of this user.',
    advice:
      'The user, conversation, job, delivery, webhook endpoint, key, sign-in or path doesn’t exist. A record of another user gets the same answer, and a key for one user never sees other users’ records. Check the id; for a path, compare it with the table of operations.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The path does not support this method',
    example: 'This path does not support DELETE, only GET, POST.',
    advice: 'The path exists, but not with this method. The `Allow` header lists the allowed methods.',
  },
  body_timeout: {
    status: 408,
    title: 'The body did not arrive in time',
    example: 'The body was not complete after 30 seconds.',
    advice: `The rest of the body did not arrive within ${tunables.bodyTimeoutMs / 1_000} seconds. Send the whole request again without pauses.`,
  },
  conflict: {
    status: 409,
    title: 'It exists already',
    example: 'There is already a user ada.',
    advice:
      'The record that you want to create already exists, or the record that you want to change can’t change any more. Nothing was changed. Read the record instead.',
  },
  conversation_busy: {
    status: 409,
    title: 'The conversation is being answered',
    example: 'Another message of this conversation is being answered.',
    advice:
      'With `ifBusy: "reject"`, the server rejects a message while it answers another message of the same conversation. Nothing was stored. `jobId` names the running job: wait for it with getJob, or cancel it.',
  },
  job_cancelled: {
    status: 409,
    title: 'The job was cancelled',
    example: 'A later message interrupted it.',
    advice:
      'The job was cancelled while you waited for it, by `cancelJob` or by a later message with `ifBusy: "interrupt"`. The message is stored, without an answer.',
  },
  job_ended: {
    status: 409,
    title: 'The job has ended',
    example: 'The job has already completed.',
    advice:
      'The job has already ended, so it can’t be cancelled. `jobStatus` says how it ended; getJob returns the details.',
  },
  job_not_failed: {
    status: 409,
    title: 'The job has not failed',
    example: 'Only a failed job can be retried, and this one is completed.',
    advice: 'Only a failed job can be queued again. `jobStatus` is the status of this job.',
  },
  delivery_pending: {
    status: 409,
    title: 'The delivery is in progress',
    example: 'This delivery is still in progress, so it cannot be repeated yet.',
    advice:
      'You can send a webhook again after it was delivered or has failed. This one has attempts left; `nextAttemptAt` is the time of the next one.',
  },
  endpoint_disabled: {
    status: 409,
    title: 'The endpoint is disabled',
    example: 'The endpoint we_01a209f9335dc1a2b3c4d5e6f7a8b9c0 is disabled. Enable it first.',
    advice:
      'The server sends nothing to a disabled webhook endpoint. `disabledReason` of getWebhookEndpoint says why it is disabled. Enable it with updateWebhookEndpoint, then send again.',
  },
  too_many_endpoints: {
    status: 409,
    title: 'There are too many endpoints',
    example: 'There are already 16 endpoints. Delete one first.',
    advice: `A user can have ${tunables.webhookEndpointsMax} webhook endpoints, and so can the server for all users. Delete one with deleteWebhookEndpoint, or change one with updateWebhookEndpoint.`,
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    example: 'The body is larger than 131072 bytes.',
    advice: `A body can have up to ${tunables.bodyBytesMax / 1024} KB, and a message in it up to ${tunables.messageCharactersMax.toLocaleString('en')} characters. Send less, or split the text into several messages.`,
  },
  model_not_allowed: {
    status: 422,
    title: 'The model is not allowed',
    example: 'The model my-model is not allowed here. This key may ask for: gpt-6-luna.',
    advice:
      'The requested model is not in the key’s list of models, not in the server’s `ALLOWED_MODELS`, or no provider of the server has it. `error` names the models of the key. Omit `model` to use the default model. Nothing was stored.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key belongs to another request',
    example: 'This idempotency key was already used for a different request.',
    advice:
      'This idempotency key was already used for a different request. Use a new key for a new request. To get the first answer again, repeat the same request unchanged.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    example: 'More than 100 requests in 60 minutes. Try again in 1260 seconds.',
    advice:
      'This user, this key or all callers together sent too many requests, or too many requests that were rejected. Wait the number of seconds in `Retry-After`. The `RateLimit` headers show the remaining requests; `RATE_LIMIT_PER_HOUR` and similar variables set the limits.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong here',
    example: 'Something went wrong here. The log has the cause under this request id.',
    advice:
      'The server has a fault. Try again once. If the error repeats, search the server’s log for the `requestId` to find the cause.',
  },
  not_configured: {
    status: 500,
    title: 'The server is not configured',
    example: 'The server is not configured. Its log names what is missing.',
    advice:
      'Environment variables of the server are missing or wrong. The home page and the log name them. Set them and restart the server.',
  },
  job_failed: {
    status: 502,
    title: 'The model gave no answer',
    example: 'The provider rejected the key of this server (OPENAI_API_KEY).',
    advice:
      'The model refused to answer, or every attempt failed. `reason` is a code for the cause, and `error` describes it. The message is stored. If the cause is temporary or you have fixed it, send the message again.',
  },
  database_unavailable: {
    status: 503,
    title: 'The database cannot be reached',
    example: 'The database cannot be reached. Nothing is lost: try again soon.',
    advice:
      'The server can’t reach its database, or the database is restarting. Wait the number of seconds in `Retry-After` and send the request again. Use an idempotency key if the request must not run twice.',
  },
} as const satisfies Record<string, { status: number; title: string; example: string; advice: string }>

export type ErrorCode = keyof typeof errorCodes
