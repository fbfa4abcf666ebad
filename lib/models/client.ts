import type { Provider } from '#lib/models/providers'

/**
 * Azure's addresses have the version in a query and take the key in a header of its own; its newer ones, without a query,
 * are as OpenAI's. https://learn.microsoft.com/azure/ai-foundry/openai/reference
 */
export const isAzure = ({ query }: Provider): boolean => 'api-version' in query

/** How a call shows the provider's key. */
export const keyHeaders = (provider: Provider): Record<string, string> =>
  isAzure(provider) ? { 'api-key': provider.apiKey } : { authorization: `Bearer ${provider.apiKey}` }

/** Asks a provider for its models, or for one of them. */
export function fetchModels(provider: Provider, path: string, signal: AbortSignal): Promise<Response> {
  const query = new URLSearchParams(provider.query).toString()
  const url = provider.baseUrl + path + (query && `?${query}`)
  // A redirect to another host would take along a header that only Azure knows as a secret.
  const redirect = isAzure(provider) ? 'manual' : 'follow'
  return fetch(url, { headers: keyHeaders(provider), redirect, signal })
}
