import { sha256 } from '#lib/hash'

/** Content security policies of this server's responses. */

/** For responses that are not pages: allows nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/** For a page with one style sheet and no script. */
export function stylePolicy(style: string): string {
  const hash = btoa(String.fromCharCode(...sha256(style)))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

/** For a page of the authorization server that submits itself with a script. The provider adds the script's hash. */
export const formPolicy = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'"

type Page = { nonce: string; isDevelopment: boolean; isSignIn: boolean }

/** For a page of Next, whose scripts have the nonce. In development React evaluates code and Next adds styles. */
export function pagePolicy({ nonce, isDevelopment, isSignIn }: Page): string {
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "base-uri 'none'",
    // Browsers also apply form-action to the redirect at the end of a sign-in, which goes to the client.
    ...(isSignIn ? [] : ["form-action 'self'"]),
    "frame-ancestors 'none'",
  ]
  return directives.join('; ')
}
