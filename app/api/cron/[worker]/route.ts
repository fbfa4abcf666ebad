import { serve } from '#lib/rest/serve'
import { runScheduled } from '#workers/cron'

export const runtime = 'nodejs'
export const maxDuration = 180
export const { POST, PUT, PATCH, DELETE, OPTIONS } = serve()
export const GET = runScheduled
