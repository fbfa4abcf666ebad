import { shellWord } from './links.ts'

/** The line that issues a key for one app. `$API_SECRET_KEY` is for the owner's shell to fill in. */
export const issueKey = (url: string): string =>
  `curl ${shellWord(`${url}/api/keys`)} \\
  -H "Authorization: Bearer $API_SECRET_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"My app","scopes":["chat"]}'`

/** The line that registers a custom GPT for OAuth, at both of ChatGPT's addresses. */
export const registerGpt = (url: string): string =>
  `curl ${shellWord(`${url}/oauth/register`)} \\
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
