import { serveMcp } from '#lib/mcp/serve'
import { operations } from '#lib/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveMcp(operations)
