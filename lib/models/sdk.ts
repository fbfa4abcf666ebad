import OpenAI, { AzureOpenAI, type ClientOptions } from 'openai'
import { isAzure, keyHeaders } from '#lib/models/client'
import { leanFetch } from '#lib/models/fetch'
import { isDefault, type Provider } from '#lib/models/providers'

const clients = new WeakMap<Provider, OpenAI>()

/** The SDK's client of a provider, which shows it no key but its own. */
export function clientOf(provider: Provider): OpenAI {
  const found = clients.get(provider) ?? connect(provider)
  clients.set(provider, found)
  return found
}

/** Its own retries are off: they could spend twice, and the job engine has the one retry loop. */
function connect(provider: Provider): OpenAI {
  const { apiKey, baseUrl: baseURL, query, timeoutSeconds } = provider
  const options = {
    ...{ apiKey, baseURL, defaultQuery: query, fetch: leanFetch },
    ...{ maxRetries: 0, timeout: timeoutSeconds * 1000 },
    ...(!isDefault(provider) && nothingOfOpenAi(provider)),
    // A redirect to another host would take Azure's header along.
    ...(isAzure(provider) && { fetchOptions: { redirect: 'manual' as const } }),
  } satisfies ClientOptions
  if (!isAzure(provider)) return new OpenAI(options)
  // Without a deployment in its address each model is one.
  if (/\/openai$/.test(baseURL)) return new AzureOpenAI({ ...options, apiVersion: query['api-version']! })
  return new OpenAI({
    ...options,
    defaultHeaders: { ...options.defaultHeaders, authorization: null, ...keyHeaders(provider) },
  })
}

/** What the SDK finds in the environment is meant for OpenAI: its organization, and headers that may hold a secret. */
function nothingOfOpenAi(provider: Provider) {
  const lines = process.env.OPENAI_CUSTOM_HEADERS?.split('\n') ?? []
  const names = lines.map((line) => line.split(':')[0]!.trim().toLowerCase()).filter(Boolean)
  return {
    ...{ organization: null, project: null, adminAPIKey: null },
    defaultHeaders: { ...Object.fromEntries(names.map((name) => [name, null])), ...keyHeaders(provider) },
  }
}
