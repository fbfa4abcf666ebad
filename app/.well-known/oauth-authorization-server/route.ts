import { allMethods } from '#lib/api/methods'
import { serveMetadata } from '#lib/oauth/metadata'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ GET: serveMetadata })
