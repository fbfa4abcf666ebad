import { env } from '#lib/env'
import { equalInConstantTime, sha256Hex } from '#lib/hash'
import { type Account, accountId } from '#lib/oauth/accounts'
import { findPersonalKey } from '#lib/oauth/accounts-store'
import {
  findSignIn,
  isSameOriginForm,
  readForm,
  redirectToSignIn,
  resumeInteraction,
} from '#lib/oauth/interaction'
import { countSignIn, uncountSignIn } from '#lib/oauth/limits'

/** Signs the person in with API_SECRET_KEY or a personal key. All failures look the same and are rate-limited. */
export async function signInWithKey(request: Request, uid: string): Promise<Response> {
  const signIn = await findSignIn(request, uid)
  if (signIn?.step !== 'login' || !isSameOriginForm(request)) return redirectToSignIn(uid, 'ended')
  const key = (await readForm(request)).get('key')
  if (await countSignIn(request.headers)) return redirectToSignIn(uid, 'limited')
  const account = key === null ? undefined : await accountOf(key.trim())
  if (!account) return redirectToSignIn(uid, 'key')
  await uncountSignIn(request.headers)
  return resumeInteraction(request, { login: { accountId: accountId(account), remember: false } })
}

/** Finds the account of a key. Runs both checks every time, so timing does not reveal which kind of key matched. */
export async function accountOf(key: string): Promise<Account | undefined> {
  const personal = await findPersonalKey({ hash: sha256Hex(key) })
  if (equalInConstantTime(key, env().API_SECRET_KEY)) return { kind: 'owner' }
  return personal && { kind: 'key', ...personal }
}
