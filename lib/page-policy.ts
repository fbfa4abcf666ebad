import { sha256 } from '#lib/hash'

/** Content security policies: what a browser may do with an answer of this server. */

/** Of what is no page: nothing at all, should a browser ever show it. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Of a page of one style sheet and no script. */
export function stylePolicy(style: string): string {
  const hash = btoa(String.fromCharCode(...sha256(style)))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

/** Of a page of the authorization server that sends itself on by a script, whose hash the provider adds. */
export const formPolicy = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'"

type Page = { nonce: string; isDevelopment: boolean; isSignIn: boolean }

/** Of a page by Next, whose scripts carry the nonce. In development React evaluates code and Next adds styles. */
export function pagePolicy({ nonce, isDevelopment, isSignIn }: Page): string {
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "base-uri 'none'",
    // Browsers hold the redirect that ends a sign-in against it, and that leads to the client.
    ...(isSignIn ? [] : ["form-action 'self'"]),
    "frame-ancestors 'none'",
  ]
  return directives.join('; ')
}
