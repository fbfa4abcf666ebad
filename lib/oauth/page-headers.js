/**
 * The headers of every response below `/oauth`: nobody else's page shows the sign-in in a frame, or learns its address.
 * Forms still name their origin. In JavaScript, since next.config.js reads it too.
 */
export const signInHeaders = {
  'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}
