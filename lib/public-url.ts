import { env } from '#lib/env'
import { hostNames } from '#lib/env/addresses'

let byHost: Map<string, string> | undefined

/**
 * Returns the configured address (PUBLIC_URL or one of PUBLIC_URLS) whose host is in the Host header, otherwise
 * PUBLIC_URL. Callers may forge the header, so only configured addresses are returned.
 */
export function publicUrlOf(headers: Headers): string {
  const { PUBLIC_URL, PUBLIC_URLS } = env()
  if (PUBLIC_URLS.length === 0) return PUBLIC_URL
  byHost ??= new Map(
    [PUBLIC_URL, ...PUBLIC_URLS].flatMap((address) => hostNames(address).map((name) => [name, address])),
  )
  return byHost.get(headers.get('host')?.toLowerCase() ?? '') ?? PUBLIC_URL
}
