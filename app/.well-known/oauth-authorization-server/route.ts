import { openMetadata } from '#lib/api/cors'
import { serveMetadata } from '#lib/oauth/metadata'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = openMetadata(serveMetadata)
