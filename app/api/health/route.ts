import { serve } from '#lib/api/serve'
import { getHealth } from '#lib/health/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(getHealth)
