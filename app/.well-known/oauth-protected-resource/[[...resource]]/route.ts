import { serveResourceMetadata } from '#lib/oauth/protected-resource'

export const runtime = 'edge'
export const GET = serveResourceMetadata
