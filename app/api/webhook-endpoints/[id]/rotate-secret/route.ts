import { serve } from '#lib/rest/serve'
import { rotateWebhookEndpointSecret } from '#lib/webhooks/endpoint-operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(rotateWebhookEndpointSecret)
