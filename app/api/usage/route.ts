import { serve } from '#lib/rest/serve'
import { getUsage } from '#lib/usage/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(getUsage)
