import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../data/api.ts'

/** The most models that one call returns. */
const pageSize = 100
const staleMs = 60_000

/** The names of all models that the session may use. Empty until they are loaded. */
export function useModelNames(): string[] {
  const found = useQuery({
    queryKey: ['get', '/api/models', 'names'],
    queryFn: ({ signal }) => readNames(signal),
    staleTime: staleMs,
  })
  return found.data ?? []
}

async function readNames(signal: AbortSignal): Promise<string[]> {
  const names: string[] = []
  let offset: number | null = 0
  while (offset !== null) {
    const params = { query: { limit: pageSize, offset } }
    const page: Page = await dataOf(api.GET('/api/models', { params, signal }))
    names.push(...page.models.map(({ model }) => model))
    offset = page.nextOffset
  }
  return names
}
type Page = { models: { model: string }[]; nextOffset: number | null }
