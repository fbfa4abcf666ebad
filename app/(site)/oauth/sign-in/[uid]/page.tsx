import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { type Account, findAccount, scopesOf } from '#lib/oauth/accounts'
import { grantableScopes } from '#lib/oauth/consent'
import { externalProviderName } from '#lib/oauth/external'
import { findSignIn, type SignIn, type SignInError, signInErrors } from '#lib/oauth/interaction'
import { Consent } from './consent.tsx'
import { Login } from './login.tsx'

export const metadata: Metadata = {
  title: 'Sign in',
  description: 'Allow an app to use this server for you.',
}
export const runtime = 'nodejs'

type Props = { params: Promise<{ uid: string }>; searchParams: Promise<{ fault?: string }> }

/** The sign-in form, then the consent form. Works without JavaScript. */
export default async function SignInPage({ params, searchParams }: Props) {
  const { uid } = await params
  const { fault } = await searchParams
  const given = await headers()
  const named = ['host', 'cookie'].map((name): [string, string] => [name, given.get(name) ?? ''])
  const request = new Request(`http://any/oauth/sign-in/${uid}`, { headers: named })
  const signIn = await findSignIn(request, uid)
  const account = signIn?.accountId === undefined ? undefined : await findAccount(signIn.accountId)
  if (!signIn || (signIn.step === 'consent' && !account)) return <Ended />
  const wrong = fault && Object.hasOwn(signInErrors, fault) ? signInErrors[fault as SignInError] : undefined
  return (
    <>
      <h1>{signIn.step === 'login' ? 'Sign in' : 'Allow this app?'}</h1>
      <Asking signIn={signIn} />
      {wrong && (
        <p className="notice" role="alert">
          {wrong}
        </p>
      )}
      {signIn.step === 'login' ? (
        <Login uid={uid} outside={externalProviderName()} />
      ) : (
        <Consent uid={uid} account={account!} scopes={offeredScopes(signIn, account!)} />
      )}
    </>
  )
}

/** The requested scopes that the account can grant. The owner chooses the user later, which may remove some. */
const offeredScopes = (signIn: SignIn, account: Account) => grantableScopes(signIn, scopesOf(account, null))

/** The app that asks. Its name may be false, so the page also shows the host of the redirect URI. */
function Asking({ signIn: { client, redirectUri } }: { signIn: SignIn }) {
  const { protocol, host } = new URL(redirectUri)
  const goesTo = protocol === 'https:' || protocol === 'http:' ? host : `${protocol} on this device`
  return (
    <>
      <p className="lede">
        <bdi>
          <b className="client">{shownName(client.clientName)}</b>
        </bdi>{' '}
        asks to use this server.
      </p>
      <p>
        The answer goes to{' '}
        <bdi>
          <code className="goes-to">{goesTo}</code>
        </bdi>
        : continue only if you just came from there.
      </p>
    </>
  )
}

/** Removes invisible characters, such as bidirectional marks, and shortens the name to 80 characters. */
function shownName(name = ''): string {
  const visible = name.replace(/\p{C}/gu, '').trim()
  const short = visible.length > 80 ? `${visible.slice(0, 80)}…` : visible
  return short || 'An app without a name'
}

function Ended() {
  return (
    <>
      <h1>This sign-in has ended</h1>
      <p className="lede">{signInErrors.ended}</p>
    </>
  )
}
