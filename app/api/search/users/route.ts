import { serve } from '#lib/rest/serve'
import { searchUsers } from '#lib/users/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(searchUsers)
