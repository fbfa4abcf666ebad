// Nobody else's page shows the sign-in in a frame, or learns its address. Forms still name their origin.
const signInHeaders = [
  { key: 'content-security-policy', value: "frame-ancestors 'none'; base-uri 'none'; object-src 'none'" },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'x-content-type-options', value: 'nosniff' },
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Koa and its provider look up their parts at run time.
  serverExternalPackages: ['oidc-provider'],
  headers: async () => [{ source: '/oauth/:path*', headers: signInHeaders }],
  // `npm run verify` checks the types.
  typescript: { ignoreBuildErrors: true },
}
