import { serve } from '#lib/api/serve'
import { listJobs } from '#lib/jobs/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(listJobs)
