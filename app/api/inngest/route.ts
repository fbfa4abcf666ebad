import { serve } from '#lib/rest/serve'

export { GET, POST, PUT } from '#workers/inngest'

export const runtime = 'nodejs'
export const maxDuration = 300
export const { PATCH, DELETE, OPTIONS } = serve()
