import { serve } from '#lib/rest/serve'
import { getDeletion } from '#lib/users/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(getDeletion)
