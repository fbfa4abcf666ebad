import { serve } from '#lib/rest/serve'
import { receive } from '#workers/qstash'

export const runtime = 'nodejs'
export const maxDuration = 300
export const { GET, PUT, PATCH, DELETE, OPTIONS } = serve()
export const POST = receive
