import OpenAI, { AzureOpenAI, type ClientOptions } from 'openai'
import { isAzure, keyHeaders } from '#lib/models/client'
import { nodeHttpFetch } from '#lib/models/fetch'
import { isDefault, type Provider } from '#lib/models/providers'

const clients = new WeakMap<Provider, OpenAI>()

/** The SDK's client for a provider. It sends no key of another provider. */
export function clientOf(provider: Provider): OpenAI {
  const found = clients.get(provider) ?? connect(provider)
  clients.set(provider, found)
  return found
}

/** Disables the SDK's retries, which could spend twice: the job engine has the only retry loop. */
function connect(provider: Provider): OpenAI {
  const { apiKey, baseUrl: baseURL, query, timeoutSeconds } = provider
  const options = {
    ...{ apiKey, baseURL, defaultQuery: query, fetch: nodeHttpFetch },
    ...{ maxRetries: 0, timeout: timeoutSeconds * 1000 },
    ...(!isDefault(provider) && withoutOpenAiSettings(provider)),
    // A redirect to another host would forward Azure's key header.
    ...(isAzure(provider) && { fetchOptions: { redirect: 'manual' as const } }),
  } satisfies ClientOptions
  if (!isAzure(provider)) return new OpenAI(options)
  // If the address names no deployment, each model name is a deployment.
  if (/\/openai$/.test(baseURL)) return new AzureOpenAI({ ...options, apiVersion: query['api-version']! })
  return new OpenAI({
    ...options,
    defaultHeaders: { ...options.defaultHeaders, authorization: null, ...keyHeaders(provider) },
  })
}

/** Removes what the SDK reads from the environment for OpenAI: the organization, and headers that may hold a secret. */
function withoutOpenAiSettings(provider: Provider) {
  const lines = process.env.OPENAI_CUSTOM_HEADERS?.split('\n') ?? []
  const names = lines.map((line) => line.split(':')[0]!.trim().toLowerCase()).filter(Boolean)
  return {
    ...{ organization: null, project: null, adminAPIKey: null },
    defaultHeaders: { ...Object.fromEntries(names.map((name) => [name, null])), ...keyHeaders(provider) },
  }
}
