import { serveMcp } from '#lib/mcp/serve'
import { operations } from '#lib/operations'

// Node, since a subscription verifies its callback URL, and the address is checked when the connection opens.
export const runtime = 'nodejs'
/** Seconds. A call waits for an answer, and a subscription waits for its receiver. */
export const maxDuration = 300
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveMcp(operations)
