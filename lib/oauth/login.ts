import { accountId } from '#lib/oauth/accounts'
import {
  findSignIn,
  isSameOriginForm,
  readForm,
  redirectToSignIn,
  resumeInteraction,
} from '#lib/oauth/interaction'
import { accountOf } from '#lib/oauth/key-account'
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
