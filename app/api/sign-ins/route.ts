import { serve } from '#lib/api/serve'
import { listSignIns } from '#lib/sign-ins/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(listSignIns)
