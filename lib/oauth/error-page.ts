import { stylePolicy } from '#lib/page-policy'

/** Says what the person can do about an error that cannot be sent to the client. */
const sentences: Record<string, string> = {
  invalid_client: 'This server does not know the app that sent you here. Add the server to the app again.',
  invalid_redirect_uri:
    'The app wants the answer at an address that it has not registered. Nothing was sent there.',
  invalid_request: 'The app sent you here with an invalid request.',
  temporarily_unavailable: 'Too many sign-ins from your network. Wait a while, then try again.',
  server_error: 'Something went wrong here. Try again.',
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const style = `
  body { max-width: 40rem; margin: 15vh auto 0; padding: 0 1.25rem; font: 1.0625rem / 1.6 system-ui, sans-serif }
  h1 { font-size: 1.75rem; line-height: 1.2 }
  code { font-size: 0.9em }
`

/** The content security policy of the page. */
export const errorPagePolicy = stylePolicy(style)

/**
 * Returns the page for an error that cannot be sent to the client. It is not one of the site's pages, because it answers
 * the authorization request with its own status.
 */
export function errorPage(code: string, detail = ''): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign-in failed · GPTs API Server</title>
<style>${style}</style>
<main>
  <h1>Sign-in failed</h1>
  <p>${escaped(sentences[code] ?? 'The app that sent you here made an error.')}</p>
  <p><code>${escaped(code)}</code>${detail && `: ${escaped(detail)}`}</p>
</main>
</html>
`
}
