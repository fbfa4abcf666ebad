import type { ErrorCode } from '#lib/api/errors'
import { tunables } from '#lib/tunables'

const bodyKilobytes = tunables.bodyBytesMax / 1024
const messageCharacters = tunables.messageCharactersMax.toLocaleString('en')

/** What each error means for its caller, and what to do about it; names of code stand in backticks. */
export const explanations: Record<ErrorCode, string> = {
  invalid_json:
    'The body could not be parsed. Check its quotes, commas and brackets; in a shell, put single quotes around the whole body. Its bytes have to be UTF-8, which some shells on Windows do not send.',
  invalid_input:
    'A field is missing, wrong or unknown. `errors` has an entry for each, up to 20, with the field’s path and what it should be. Correct them all and send the request again.',
  unauthorized:
    'Send the server’s `API_SECRET_KEY`, or a key that `createKey` gave, as `Authorization: Bearer <key>` or as `x-api-key: <key>`. In a GPT, choose authentication by API key, type Bearer. For a key that has expired or was revoked `error` says so: its owner has to issue a new one.',
  invalid_signature:
    'Only the queue calls `/api/inngest` and the paths under `/api/workers`, and it signs each call. When its own calls are refused, the signing keys differ from the queue’s, or `PUBLIC_URL` is not the address that the queue calls.',
  budget_exceeded:
    'A hard budget of this user or of the server does not allow the call in its current day or month (UTC). `error` says which, and when it begins anew; `GET /api/budgets` shows all. Raise it with `PUT /api/budgets`, ask for less with `maxTokens`, or wait. If a `jobId` is given the message is kept, and `retryJob` sends it again.',
  model_not_priced:
    'A hard budget in dollars counts what each call costs, and nobody knows the price of this model: neither `MODEL_PRICES`, nor its provider in `MODEL_PROVIDERS`, nor the prices that come with the server. Ask for another model, or let the owner of the server name its price there, which may be 0. The message is kept, and `retryJob` sends it again.',
  insufficient_scope:
    'The key is right, but it was issued without the scope for this operation; `error` names it. Use another key, or let the owner of the server issue one; a client that a person signed in to can ask them for more.',
  model_not_allowed:
    'The key has a list of models, or the server has one in `ALLOWED_MODELS`, and the model that was asked for is not on it; or no provider of the server has the model. `error` names those of the key. Leave `model` out to get the default one. Nothing was stored.',
  not_found:
    'The user, conversation, job, delivery, webhook endpoint, key, sign-in or path doesn’t exist. What belongs to another user is answered the same way, above all to a key that is bound to one. Check the id; for a path, compare with the table of operations.',
  method_not_allowed: 'The path exists, but not with this method. The `Allow` header lists those it has.',
  body_timeout: `The rest of the body did not come within ${tunables.bodyTimeoutMs / 1_000} seconds. Send it again, all of it at once.`,
  conflict:
    'What you want to create exists, or what you want to change can’t change any more. Read it instead; nothing was altered.',
  conversation_busy:
    'With `ifBusy: "reject"` a message is refused while another of its conversation is being answered. Nothing was stored. `jobId` names the job: wait for it with getJob, or cancel it.',
  job_cancelled:
    'The job was cancelled while you waited for it, by `cancelJob` or by a later message with `ifBusy: "interrupt"`. The message is kept, without an answer.',
  job_ended:
    'A job that has ended can’t be cancelled any more. `jobStatus` says how it ended; getJob has the rest.',
  job_not_failed: 'Only a failed job can be queued again. `jobStatus` says how it is with this one.',
  delivery_pending:
    'A webhook can be sent again once it was delivered or has failed. This one still has attempts to come; `nextAttemptAt` tells when.',
  endpoint_disabled:
    'Nothing is sent to a webhook endpoint that is disabled. `disabledReason` of getWebhookEndpoint says why it is; enable it with updateWebhookEndpoint, then send again.',
  too_many_endpoints: `A user may have ${tunables.webhookEndpointsMax} webhook endpoints, and so may the whole server. Delete one with deleteWebhookEndpoint, or change one with updateWebhookEndpoint.`,
  body_too_large: `A body may have ${bodyKilobytes} KB, and a message in it ${messageCharacters} characters. Send less, or split the text into several messages.`,
  idempotency_key_reused:
    'This key came with a different request before. Use a new key for a new request; repeat the same request, unchanged, to get its first answer again.',
  rate_limited:
    'This user, this key or all callers together have sent too many requests, or too many that were refused. Wait for the seconds in `Retry-After`. The `RateLimit` headers tell what is left; `RATE_LIMIT_PER_HOUR` and its siblings set the limits.',
  internal_error:
    'A fault of the server. Try again once; if it stays, look up the `requestId` in the server’s log, where the cause is.',
  not_configured:
    'Environment variables of the server are missing or wrong. The home page and the log name them. Set them and start the server again.',
  job_failed:
    'The model refused or kept failing; `reason` says why in a word and `error` in a sentence. The message is kept. If the reason can pass or you have mended it, send the message again.',
  database_unavailable:
    'The server can’t reach its database, or the database is restarting. Wait for the seconds in `Retry-After` and send the request again, with an idempotency key if it must not count twice.',
}
