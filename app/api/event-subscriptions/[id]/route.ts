import { serve } from '#lib/rest/serve'
import { endEventSubscription } from '#lib/subscriptions/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(endEventSubscription)
