import { serve } from '#lib/rest/serve'
import { listSignIns } from '#lib/sign-ins/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(listSignIns)
