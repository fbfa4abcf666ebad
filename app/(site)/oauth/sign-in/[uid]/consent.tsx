import type { Scope } from '#lib/auth/caller'
import { scopeSentences } from '#lib/auth/scopes'
import type { Account } from '#lib/oauth/accounts'

type Props = { uid: string; account: Account; scopes: Scope[] }

/** Shows the scopes and the user that the app asks for, and takes the decision. The owner chooses the user. */
export function Consent({ uid, account, scopes }: Props) {
  return (
    <form method="post" action={`/oauth/sign-in/${uid}/consent`} className="answer">
      <p>The app could:</p>
      <ul className="scopes">
        {scopes.map((scope) => (
          <li key={scope}>{scopeSentences[scope]}</li>
        ))}
      </ul>
      {account.kind === 'owner' ? (
        <UserChoice hasAdmin={scopes.includes('admin')} />
      ) : (
        <p>
          It would act only for <b className="for-whom">{account.userId}</b>.
        </p>
      )}
      <p className="choices">
        <button type="submit" name="decision" value="approve">
          Allow
        </button>
        <button type="submit" name="decision" value="deny" formNoValidate>
          Deny
        </button>
      </p>
    </form>
  )
}

function UserChoice({ hasAdmin }: { hasAdmin: boolean }) {
  return (
    <fieldset>
      <legend>You are the owner of this server. Which users may the app act for?</legend>
      <label>
        <input type="radio" name="whom" value="user" defaultChecked /> One user
        {hasAdmin && ', without the right to manage the server'}
      </label>
      <label htmlFor="for-user">The user’s id</label>
      <input id="for-user" name="userId" maxLength={128} autoComplete="off" spellCheck={false} />
      <label>
        <input type="radio" name="whom" value="everybody" /> All users: the app sees everyone’s conversations
      </label>
    </fieldset>
  )
}
