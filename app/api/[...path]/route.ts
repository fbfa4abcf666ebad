import { serve } from '#lib/api/serve'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve()
