import { serve } from '#lib/api/serve'
import { getJob } from '#lib/jobs/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(getJob)
