import { listBudgets } from '#lib/budgets/operations'
import { serve } from '#lib/rest/serve'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(listBudgets)
