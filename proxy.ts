import { type NextRequest, NextResponse } from 'next/server'
import { pagePolicy } from '#lib/page-policy'

/** Gives each page a content security policy with a nonce of its own, which Next puts on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const policy = pagePolicy({
    nonce: btoa(crypto.randomUUID()),
    isDevelopment: process.env.NODE_ENV === 'development',
    isSignIn: request.nextUrl.pathname.startsWith('/oauth/'),
  })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/** Pages alone: what is not one has its policy from its handler. */
export const config = {
  matcher: [
    '/((?!api(?:/|$)|v1(?:/|$)|mcp$|metrics$|openapi\\.json$|plugin\\.zip$|oauth/|console/session(?:/|$)|\\.well-known/|_next/|icon\\.svg$).*)',
    '/oauth/sign-in/:uid',
  ],
}
