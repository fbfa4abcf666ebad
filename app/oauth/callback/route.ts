import { allMethods } from '#lib/api/methods'
import { comeBack } from '#lib/oauth/outside'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ GET: comeBack })
