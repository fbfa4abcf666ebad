import { stylePolicy } from '#lib/page-policy'

/** What a person may do about an error that the client cannot be told of. */
const sentences: Record<string, string> = {
  invalid_client: 'This server does not know the app that sent you here. Add the server to the app again.',
  invalid_redirect_uri:
    'The app wants the answer at an address that it has not registered. Nothing was sent there.',
  invalid_request: 'The app has sent you here with a request that is not complete.',
  temporarily_unavailable: 'Too many sign-ins were begun from where you are. Wait a while before the next.',
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
 * A page for an error that cannot be sent back to the client. It stands outside of the site's pages, since it is the
 * answer to the client's own request and has its status.
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
  <p>${escaped(sentences[code] ?? 'The app that sent you here has made a mistake.')}</p>
  <p><code>${escaped(code)}</code>${detail && `: ${escaped(detail)}`}</p>
</main>
</html>
`
}
