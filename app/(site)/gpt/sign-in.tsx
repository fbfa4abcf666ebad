import { usualScopes } from '#lib/auth/challenge'
import { Code } from '../components/code.tsx'

/** How a GPT lets each person sign in, instead of one key for all. */
export function SignIn({ url }: { url: string }) {
  return (
    <section aria-labelledby="sign-in">
      <h2 id="sign-in">Let people sign in to the GPT</h2>
      <p>
        With OAuth each person allows the GPT to act for them, by a personal key that you have issued to them
        (one with their <code>userId</code>). It reaches nobody else’s conversations. Put “Leave userId out of
        every call.” into its instructions.
      </p>
      <ol className="steps">
        <li>
          Save the GPT once, open <b>Authentication</b>, choose <b>OAuth</b>, and save again. The editor then
          shows the GPT’s <b>callback URL</b>; register it, at both of ChatGPT’s addresses:
          <Code caption="Register the GPT" text={registration(url)} copy />
        </li>
        <li>
          Fill in the form with the <code>client_id</code> and <code>client_secret</code> of the answer, and
          these. The <b>Token Exchange Method</b> is the default, a POST request.
          <Code caption="Authorization URL" text={`${url}/oauth/authorize`} copy />
          <Code caption="Token URL" text={`${url}/oauth/token`} copy />
          <Code caption="Scope" text={usualScopes.join(' ')} copy />
        </li>
        <li>
          Open the GPT in a tab of its own. With the first call ChatGPT shows <b>Sign in</b>, which leads to
          this server’s page.
        </li>
      </ol>
      <p>
        A client that nobody has signed in to for 30 days is forgotten: register it again. Revoke the personal
        key, and the GPT’s access ends with it.
      </p>
    </section>
  )
}

const registration = (url: string) =>
  `curl ${url}/oauth/register \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(
    {
      client_name: 'My GPT',
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: ['chat.openai.com', 'chatgpt.com'].map(
        (host) => `https://${host}/aip/g-YOUR_GPT/oauth/callback`,
      ),
    },
    null,
    2,
  )}'`
