import { serveMcp } from '#lib/mcp/serve'
import { operations } from '#lib/operations'

export const runtime = 'edge'
export const { GET, POST, DELETE } = serveMcp(operations)
