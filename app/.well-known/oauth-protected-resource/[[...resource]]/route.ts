import { allMethods } from '#lib/api/methods'
import { serveResourceMetadata } from '#lib/oauth/protected-resource'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ GET: serveResourceMetadata })
