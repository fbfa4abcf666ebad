/**
 * The headers of pages, and of every response below `/oauth`: nobody else's page shows them in a frame, or learns their
 * address. Forms still name their origin. In JavaScript, since next.config.js reads it too.
 */
export const pageHeaders = {
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}
