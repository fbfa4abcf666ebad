import { serve } from '#lib/api/serve'
import { getBudgets, setBudgetLimits } from '#lib/budgets/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(getBudgets, setBudgetLimits)
