import { comeBack } from '#lib/oauth/outside'

export const runtime = 'nodejs'
export const GET = comeBack
