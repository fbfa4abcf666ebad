import { pageHeaders } from './lib/page-headers.js'

const hex = '[\\da-fA-F]'
const tail = `%[89abAB]${hex}`
/** The percent-encoded forms of text in UTF-8, as the syntax of RFC 3629 has them. */
const encoded = [
  '[^%]',
  `%[0-7]${hex}`,
  `%(?:[cC][2-9a-fA-F]|[dD]${hex})${tail}`,
  `%[eE](?:0%[abAB]${hex}|[1-9a-cA-CefEF]${tail}|[dD]%[89]${hex})${tail}`,
  `%[fF](?:0%[9abAB]${hex}|[1-3]${tail}|4%8${hex})${tail}${tail}`,
].join('|')
const pageFields = Object.entries(pageHeaders).map(([key, value]) => ({ key, value }))

/** @type {import('next').NextConfig} */
export default {
  // For its trace of the files that serving needs, which deploy/trim.js reads.
  output: process.env.VERCEL ? undefined : 'standalone',
  // Nothing reads them, and they take most of the space of a build.
  experimental: { turbopackSourceMaps: false },
  poweredByHeader: false,
  reactStrictMode: true,
  // Its badge would lie on what the pages say.
  devIndicators: false,
  // No page has images to be made smaller, so package.json leaves out sharp (19 MB).
  images: { unoptimized: true },
  // They look up their parts at run time.
  serverExternalPackages: ['oidc-provider', 'ioredis'],
  headers: async () => [
    {
      source: '/((?!api(?:/|$)|mcp$|metrics$|openapi\\.json$|plugin\\.zip$|\\.well-known/).*)',
      headers: pageFields,
    },
  ],
  redirects: async () => [{ source: '/gpt', destination: '/connect', permanent: true }],
  // `npm run verify` checks the types.
  typescript: { ignoreBuildErrors: true },
  // Next answers 500 to a path that it cannot decode. There is no such path, as the catch-all route says.
  rewrites: async () => ({
    beforeFiles: [{ source: `/api/((?!(?:${encoded})*$).*)`, destination: '/api/unknown' }],
  }),
}
