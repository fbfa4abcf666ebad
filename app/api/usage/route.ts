import { serve } from '#lib/api/serve'
import { getUsage } from '#lib/usage/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(getUsage)
