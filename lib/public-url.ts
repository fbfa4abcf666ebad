import { env } from '#lib/env'
import { hostNames } from '#lib/env-addresses'

let byHost: Map<string, string> | undefined

/**
 * The address of this server that a request came to: that of PUBLIC_URL and PUBLIC_URLS whose host the Host header names,
 * or else PUBLIC_URL. Callers may forge the header, so only configured addresses are returned.
 */
export function publicUrlOf(headers: Headers): string {
  const { PUBLIC_URL, PUBLIC_URLS } = env()
  if (PUBLIC_URLS.length === 0) return PUBLIC_URL
  byHost ??= new Map(
    [PUBLIC_URL, ...PUBLIC_URLS].flatMap((address) => hostNames(address).map((name) => [name, address])),
  )
  return byHost.get(headers.get('host')?.toLowerCase() ?? '') ?? PUBLIC_URL
}
