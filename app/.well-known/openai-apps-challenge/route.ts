import { allMethods } from '#lib/api/methods'
import { serveChallenge } from '#lib/plugin/serve'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ GET: serveChallenge })
