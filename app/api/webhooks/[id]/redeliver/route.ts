import { serve } from '#lib/rest/serve'
import { redeliverWebhook } from '#lib/webhooks/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(redeliverWebhook)
