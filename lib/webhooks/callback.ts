import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { addressProblem } from '#lib/http-client/address'

/** Throws `invalid_input` when this server cannot or must not call a URL. What a name resolves to is checked later. */
export function checkCallbackUrl(url: string, path = 'callbackUrl'): void {
  if (!env().WEBHOOK_SECRET) refuse(path, 'This server has no WEBHOOK_SECRET, so it calls nobody back')
  checkAddress(url, path)
}

/** The same for an endpoint, which has a secret of its own. */
export function checkAddress(url: string, path: string): void {
  const message = addressProblem(url, env().WEBHOOK_ALLOW_PRIVATE)
  if (message) refuse(path, message)
}

function refuse(path: string, message: string): never {
  throw new ApiError('invalid_input', `${path}: ${message}`, { errors: [{ path, message }] })
}
