type Props = { uid: string; outside: string | undefined }

/** Asks for a key, or sends the person to the external identity provider if there is one. */
export function Login({ uid, outside }: Props) {
  return (
    <>
      {outside && (
        <form method="post" action={`/oauth/sign-in/${uid}/outside`} className="answer">
          <button type="submit">Continue with {outside}</button>
        </form>
      )}
      <form method="post" action={`/oauth/sign-in/${uid}/key`} className="answer">
        <label htmlFor="sign-in-key">{outside ? 'Or with your key' : 'Your key'}</label>
        <input
          id="sign-in-key"
          name="key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          required
          aria-describedby="sign-in-note"
        />
        <p id="sign-in-note" className="note">
          A personal key that the owner of this server gave you, or the server’s own{' '}
          <code>API_SECRET_KEY</code>. The app never sees it.
        </p>
        <button type="submit">Sign in</button>
      </form>
    </>
  )
}
