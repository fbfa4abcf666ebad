/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run verify` checks the types.
  typescript: { ignoreBuildErrors: true },
}
