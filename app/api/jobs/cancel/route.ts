import { cancelJobs } from '#lib/jobs/bulk'
import { serve } from '#lib/rest/serve'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(cancelJobs)
