import { clientAddress } from '#lib/client-address'
import { take } from '#lib/limiter'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

export type LimitExceeded = { sentence: string; retryAfterSeconds: number }

const hourly = {
  signIn: tunables.signInFailuresPerHour,
  registration: tunables.registrationsPerHour,
  document: tunables.clientDocumentsPerHour,
  authorization: tunables.authorizationsPerHour,
}
type What = keyof typeof hourly

/** Counts one try, and says how long to wait when it is one too many. Lets through, and logs, when KV is down. */
async function count(what: What, headers: Headers, rate = 1): Promise<LimitExceeded | undefined> {
  return ask(`${what}:address`, hourly[what].address, clientAddress(headers), rate)
}

async function ask(name: string, most: number, who: string, rate = 1): Promise<LimitExceeded | undefined> {
  const quota = { name: `oauth:${name}`, most, seconds: 3_600 }
  try {
    const { success, resetSeconds } = await take(quota, who, rate)
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
 * Counts a client that registers, by its address and then among all. One after the other: what an address has too many
 * of must not take from the others.
 */
export async function countRegistration(headers: Headers): Promise<LimitExceeded | undefined> {
  const refused = await count('registration', headers)
  return refused ?? ask('registration:all', hourly.registration.all, 'all')
}

/** Counts a request to authorize, since each is stored. */
export const countAuthorization = (headers: Headers) => count('authorization', headers)

/** Counts a document that is to be fetched: nobody is to make this server call others as often as they like. */
export const countDocument = (headers: Headers) => count('document', headers)

/** Counts a sign-in as if it failed, before the key is looked at; `forgiveSignIn` takes it back. */
export const countSignIn = (headers: Headers) => count('signIn', headers)

export const forgiveSignIn = async (headers: Headers): Promise<void> =>
  void (await count('signIn', headers, -1))
