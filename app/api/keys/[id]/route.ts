import { serve } from '#lib/api/serve'
import { revokeKey } from '#lib/keys/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(revokeKey)
