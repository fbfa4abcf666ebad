import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { refusal } from '#lib/http-client/address'

/** Throws `invalid_input` when this server cannot or must not call a URL. What a name resolves to is checked later. */
export function checkCallbackUrl(url: string, path = 'callbackUrl'): void {
  const { WEBHOOK_SECRET, WEBHOOK_ALLOW_PRIVATE } = env()
  const message = WEBHOOK_SECRET
    ? refusal(url, WEBHOOK_ALLOW_PRIVATE)
    : 'This server has no WEBHOOK_SECRET, so it calls nobody back'
  if (!message) return
  throw new ApiError('invalid_input', `${path}: ${message}`, { errors: [{ path, message }] })
}
