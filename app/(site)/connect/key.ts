import { shellWord } from './links.ts'

/** The command that issues a key for one app. The owner's shell fills in `$API_SECRET_KEY`. */
export const issueKey = (url: string): string =>
  `curl ${shellWord(`${url}/api/keys`)} \\
  -H "Authorization: Bearer $API_SECRET_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"My app","scopes":["chat"]}'`

/** The command that registers a custom GPT for OAuth, with both of ChatGPT's hosts. */
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
