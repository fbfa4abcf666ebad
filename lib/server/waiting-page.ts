import { stylePolicy } from '#lib/page-policy'
import type { PagesState } from '#lib/server/pages'
import { tunables } from '#lib/tunables'
import { pageHeaders } from '../page-headers.js'

const sentences: Record<PagesState['kind'], string> = {
  building: 'The server is building the pages. This takes a minute or two. This page reloads by itself.',
  no_build:
    'The pages are not built. Run <code>npm run build</code>, then start the server again. The API works without the pages.',
  starting: 'The pages are starting. This page reloads by itself.',
  ready: 'The pages are not available at the moment. This page reloads by itself.',
}

const style =
  'body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }'

/** The headers of the waiting page. */
export const waitingPageHeaders = { ...pageHeaders, 'content-security-policy': stylePolicy(style) }

/** The HTML of the waiting page. It reloads until Next serves the requested page. */
export const waitingPage = (state: PagesState['kind']): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${tunables.pagesReloadSeconds}">
<title>GPTs API Server</title>
<style>${style}</style>
</head>
<body>
<h1>GPTs API Server</h1>
<p>${sentences[state]}</p>
<p>The API is up: <a href="/openapi.json">/openapi.json</a> describes it.</p>
</body>
</html>
`
