import { serveDocument } from '#lib/openapi/serve'
import { operations } from '#lib/operations'

export const runtime = 'edge'
export const GET = serveDocument(operations)
