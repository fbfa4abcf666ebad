import { serve } from '#lib/api/serve'
import { deleteUser } from '#lib/users/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(deleteUser)
