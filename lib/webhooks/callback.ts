import { invalidInput } from '#lib/api/errors'
import { env } from '#lib/env'
import { addressProblem } from '#lib/http-client/address'

/** Throws `invalid_input` if this server cannot or must not call a URL. The addresses of its host name are checked later. */
export function checkCallbackUrl(url: string, path = 'callbackUrl'): void {
  if (!env().WEBHOOK_SECRET)
    throw invalidInput(path, 'This server has no WEBHOOK_SECRET, so it sends no webhooks to callback URLs')
  checkAddress(url, path)
}

/** The same check for an endpoint, which has its own secret. */
export function checkAddress(url: string, path: string): void {
  const message = addressProblem(url, env().WEBHOOK_ALLOW_PRIVATE)
  if (message) throw invalidInput(path, message)
}
