import { serveMcp } from '#lib/mcp/serve'
import { operations } from '#lib/operations'

// Who subscribes to events is called back first, at an address that is checked as the connection is made.
export const runtime = 'nodejs'
/** A call waits for an answer, and a subscription for its receiver. */
export const maxDuration = 300
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveMcp(operations)
