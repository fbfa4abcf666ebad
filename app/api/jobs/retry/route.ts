import { serve } from '#lib/api/serve'
import { retryJobs } from '#lib/jobs/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(retryJobs)
