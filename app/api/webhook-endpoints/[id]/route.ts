import { serve } from '#lib/rest/serve'
import {
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  updateWebhookEndpoint,
} from '#lib/webhooks/endpoint-operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  getWebhookEndpoint,
  updateWebhookEndpoint,
  deleteWebhookEndpoint,
)
