import { serve } from '#lib/api/serve'
import { cancelJob } from '#lib/jobs/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(cancelJob)
