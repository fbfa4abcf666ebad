import type { ErrorCode } from '#lib/api/errors'
import { tunables } from '#lib/tunables'

const bodyKilobytes = tunables.bodyBytesMax / 1024
const messageCharacters = tunables.messageCharactersMax.toLocaleString('en')

/** The meaning of each error for its caller, and the remedy. Names of code are in backticks. */
export const explanations: Record<ErrorCode, string> = {
  invalid_json:
    'The body is not valid JSON. Check its quotes, commas and brackets. In a shell, put single quotes around the whole body. The body must be UTF-8; some shells on Windows send another encoding.',
  invalid_input:
    'A field is missing, wrong or unknown. `errors` lists up to 20 of them, each with the field’s path and the expected value. Correct them all and send the request again.',
  unauthorized:
    'Send the server’s `API_SECRET_KEY`, or a key from `createKey`, as `Authorization: Bearer <key>` or as `x-api-key: <key>`. In a GPT, choose authentication by API key, type Bearer. If the key has expired or was revoked, `error` says so; then the owner must issue a new one.',
  invalid_signature:
    'Only the queue calls `/api/inngest` and the paths under `/api/workers`, and it signs each call. If this happens to the queue’s own calls, the signing keys differ from the queue’s, or `PUBLIC_URL` is not the URL that the queue calls.',
  budget_exceeded:
    'The call would exceed a hard budget of this user or of the server for the current day or month (UTC). `error` names the budget and the time at which it resets; `GET /api/budgets` lists all budgets. Raise the limit with `PUT /api/budgets`, set a lower `maxTokens`, or wait. If the error has a `jobId`, the message is stored, and `retryJob` sends it again.',
  model_not_priced:
    'A hard budget in dollars needs the price of each call, and this model has no price: not in `MODEL_PRICES`, not at its provider in `MODEL_PROVIDERS`, and not in the server’s own price list. Choose another model, or let the owner of the server set a price there, which may be 0. The message is stored, and `retryJob` sends it again.',
  insufficient_scope:
    'The key is valid, but it was issued without the scope for this operation; `error` names the scope. Use another key, or let the owner of the server issue one. A client that a person signed in to can ask that person for more scopes.',
  model_not_allowed:
    'The requested model is not in the key’s list of models, not in the server’s `ALLOWED_MODELS`, or no provider of the server has it. `error` names the models of the key. Omit `model` to use the default model. Nothing was stored.',
  not_found:
    'The user, conversation, job, delivery, webhook endpoint, key, sign-in or path doesn’t exist. A record of another user gets the same answer, and a key for one user never sees other users’ records. Check the id; for a path, compare it with the table of operations.',
  method_not_allowed:
    'The path exists, but not with this method. The `Allow` header lists the allowed methods.',
  body_timeout: `The rest of the body did not arrive within ${tunables.bodyTimeoutMs / 1_000} seconds. Send the whole request again without pauses.`,
  conflict:
    'The record that you want to create already exists, or the record that you want to change can’t change any more. Nothing was changed. Read the record instead.',
  conversation_busy:
    'With `ifBusy: "reject"`, the server rejects a message while it answers another message of the same conversation. Nothing was stored. `jobId` names the running job: wait for it with getJob, or cancel it.',
  job_cancelled:
    'The job was cancelled while you waited for it, by `cancelJob` or by a later message with `ifBusy: "interrupt"`. The message is stored, without an answer.',
  job_ended:
    'The job has already ended, so it can’t be cancelled. `jobStatus` says how it ended; getJob returns the details.',
  job_not_failed: 'Only a failed job can be queued again. `jobStatus` is the status of this job.',
  delivery_pending:
    'You can send a webhook again after it was delivered or has failed. This one has attempts left; `nextAttemptAt` is the time of the next one.',
  endpoint_disabled:
    'The server sends nothing to a disabled webhook endpoint. `disabledReason` of getWebhookEndpoint says why it is disabled. Enable it with updateWebhookEndpoint, then send again.',
  too_many_endpoints: `A user can have ${tunables.webhookEndpointsMax} webhook endpoints, and so can the server for all users. Delete one with deleteWebhookEndpoint, or change one with updateWebhookEndpoint.`,
  body_too_large: `A body can have up to ${bodyKilobytes} KB, and a message in it up to ${messageCharacters} characters. Send less, or split the text into several messages.`,
  idempotency_key_reused:
    'This idempotency key was already used for a different request. Use a new key for a new request. To get the first answer again, repeat the same request unchanged.',
  rate_limited:
    'This user, this key or all callers together sent too many requests, or too many requests that were rejected. Wait the number of seconds in `Retry-After`. The `RateLimit` headers show the remaining requests; `RATE_LIMIT_PER_HOUR` and similar variables set the limits.',
  internal_error:
    'The server has a fault. Try again once. If the error repeats, search the server’s log for the `requestId` to find the cause.',
  not_configured:
    'Environment variables of the server are missing or wrong. The home page and the log name them. Set them and restart the server.',
  job_failed:
    'The model refused or kept failing. `reason` is a code for the cause, and `error` describes it. The message is stored. If the cause is temporary or you have fixed it, send the message again.',
  database_unavailable:
    'The server can’t reach its database, or the database is restarting. Wait the number of seconds in `Retry-After` and send the request again. Use an idempotency key if the request must not run twice.',
}
