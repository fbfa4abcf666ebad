import { serveMetadata } from '#lib/oauth/metadata'

export const runtime = 'nodejs'
export const GET = serveMetadata
