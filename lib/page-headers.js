/**
 * The headers of pages, and of every response below `/oauth`: other sites cannot frame the page or read its address.
 * Forms still send their origin. This file is JavaScript because next.config.js also reads it.
 */
export const pageHeaders = {
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}
