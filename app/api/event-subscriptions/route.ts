import { serve } from '#lib/rest/serve'
import { listEventSubscriptions } from '#lib/subscriptions/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(listEventSubscriptions)
