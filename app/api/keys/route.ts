import { serve } from '#lib/api/serve'
import { createKey, listKeys } from '#lib/keys/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(listKeys, createKey)
