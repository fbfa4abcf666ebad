import type { Provider } from '#lib/models/providers'

/**
 * True for Azure addresses with the API version in the query, which take the key in the header `api-key`. Azure's newer
 * addresses have no such query and work like OpenAI's. https://learn.microsoft.com/azure/ai-foundry/openai/reference
 */
export const isAzure = ({ query }: Provider): boolean => 'api-version' in query

/** The header with the provider's API key. */
export const keyHeaders = (provider: Provider): Record<string, string> =>
  isAzure(provider) ? { 'api-key': provider.apiKey } : { authorization: `Bearer ${provider.apiKey}` }

/** Requests a provider's list of models, or one of them. */
export function fetchModels(provider: Provider, path: string, signal: AbortSignal): Promise<Response> {
  const query = new URLSearchParams(provider.query).toString()
  const url = provider.baseUrl + path + (query && `?${query}`)
  // On a redirect to another host, `fetch` drops `authorization`, but it would send Azure's header along.
  const redirect = isAzure(provider) ? 'manual' : 'follow'
  return fetch(url, { headers: keyHeaders(provider), redirect, signal })
}
