import { clientAddress } from '#lib/client-address'
import { takeFromQuota } from '#lib/limiter'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

export type LimitExceeded = { sentence: string; retryAfterSeconds: number }

const hourly = {
  signIn: tunables.signInFailuresPerHour,
  registration: tunables.registrationsPerHour,
  document: tunables.clientDocumentsPerHour,
  authorization: tunables.authorizationsPerHour,
}
type Limited = keyof typeof hourly

/** Counts one try. Over the limit, returns how long to wait. When KV is down, it allows the try and logs this. */
async function count(limit: Limited, headers: Headers, rate = 1): Promise<LimitExceeded | undefined> {
  return countAs(`${limit}:address`, hourly[limit].address, clientAddress(headers), rate)
}

async function countAs(
  name: string,
  most: number,
  who: string,
  rate = 1,
): Promise<LimitExceeded | undefined> {
  const quota = { name: `oauth:${name}`, most, seconds: 3_600 }
  try {
    const { success, resetSeconds } = await takeFromQuota(quota, who, rate)
    if (success) return undefined
    return {
      sentence: `Too many tries. Try again in ${resetSeconds} seconds.`,
      retryAfterSeconds: resetSeconds,
    }
  } catch (error) {
    log('warn', 'rate_limit.unavailable', { policy: `oauth.${name}`, ...errorFields(error) })
    return undefined
  }
}

/**
 * Counts the registration of a client, first for its address and then for all addresses. The order matters: one address
 * over its limit must not use up the limit of all.
 */
export async function countRegistration(headers: Headers): Promise<LimitExceeded | undefined> {
  const exceeded = await count('registration', headers)
  return exceeded ?? countAs('registration:all', hourly.registration.all, 'all')
}

/** Counts an authorization request, because each one is stored. */
export const countAuthorization = (headers: Headers) => count('authorization', headers)

/** Counts the fetch of a client document, so that callers cannot make this server flood other servers. */
export const countDocument = (headers: Headers) => count('document', headers)

/** Counts a sign-in as failed before the key is checked; `uncountSignIn` undoes this. */
export const countSignIn = (headers: Headers) => count('signIn', headers)

/** Subtracts a successful sign-in, which `countSignIn` has counted as failed. */
export const uncountSignIn = async (headers: Headers): Promise<void> =>
  void (await count('signIn', headers, -1))
