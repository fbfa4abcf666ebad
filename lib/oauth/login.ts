import { env } from '#lib/env'
import { equalInConstantTime, sha256Hex } from '#lib/hash'
import { type Account, accountId } from '#lib/oauth/accounts'
import { findPersonalKey } from '#lib/oauth/accounts-store'
import { findSignIn, isFromHere, readForm, resumeInteraction, showAgain } from '#lib/oauth/interaction'
import { countSignIn, forgiveSignIn } from '#lib/oauth/limits'

/** Signs the person in with API_SECRET_KEY or a personal key. All failures look the same and are rate-limited. */
export async function logInByKey(request: Request, uid: string): Promise<Response> {
  const signIn = await findSignIn(request, uid)
  if (signIn?.step !== 'login' || !isFromHere(request)) return showAgain(uid, 'ended')
  const key = (await readForm(request)).get('key')
  if (await countSignIn(request.headers)) return showAgain(uid, 'limited')
  const account = key === null ? undefined : await accountOf(key.trim())
  if (!account) return showAgain(uid, 'key')
  await forgiveSignIn(request.headers)
  return resumeInteraction(request, { login: { accountId: accountId(account), remember: false } })
}

/** Finds the account of a key. Runs both checks every time, so timing does not reveal which kind of key matched. */
export async function accountOf(key: string): Promise<Account | undefined> {
  const personal = await findPersonalKey({ hash: sha256Hex(key) })
  if (equalInConstantTime(key, env().API_SECRET_KEY)) return { kind: 'owner' }
  return personal && { kind: 'key', ...personal }
}
