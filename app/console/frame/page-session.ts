import { headers } from 'next/headers'
import { cache } from 'react'
import { errorFields, log } from '#lib/log'
import { externalProviderName } from '#lib/oauth/external'
import { pageCaller } from '#lib/sessions/page'
import type { Session } from '../data/session.ts'

type Found = { session?: Session; openid?: string | undefined }

/**
 * The session, read once per request for the layout and the page. Undefined if the server is not configured or cannot
 * reach its database.
 */
export const pageSession = cache(async () => read(await headers()))

async function read(given: Headers): Promise<Found | undefined> {
  try {
    const openid = externalProviderName()
    const caller = await pageCaller(given)
    if (!caller?.sessionId) return { openid }
    const { kind, userId, scopes, sessionId } = caller
    return { session: { isOwner: kind === 'owner', userId, scopes: [...scopes], sessionId }, openid }
  } catch (error) {
    log('error', 'console.unavailable', errorFields(error))
    return undefined
  }
}
