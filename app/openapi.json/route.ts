import { allMethods } from '#lib/api/methods'
import { serveDocument } from '#lib/openapi/serve'
import { operations } from '#lib/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ GET: serveDocument(operations) })
