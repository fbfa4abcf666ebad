import { openMetadata } from '#lib/api/cors'
import { serveResourceMetadata } from '#lib/oauth/protected-resource'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = openMetadata(serveResourceMetadata)
