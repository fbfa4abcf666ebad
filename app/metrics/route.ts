import { serveMetrics } from '#lib/server/metrics'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveMetrics
