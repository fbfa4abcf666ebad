import { serveReady } from '#lib/health/probes'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveReady
