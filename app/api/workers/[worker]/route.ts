import { serve } from '#lib/rest/serve'
import { receive } from '#workers/qstash'

export const runtime = 'nodejs'
export const maxDuration = 180
export const { GET, PUT, PATCH, DELETE, OPTIONS } = serve()
export const POST = receive
