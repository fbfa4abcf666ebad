import { serve } from '#lib/rest/serve'
import { redeliverWebhooks } from '#lib/webhooks/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(redeliverWebhooks)
