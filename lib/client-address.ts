import ipaddr from 'ipaddr.js'

/**
 * Returns the client address for rate limits: the last entry of `x-forwarded-for`, which the nearest proxy wrote. Any
 * client can write earlier entries. An IPv6 address counts as its /64, the least that a subscriber gets (RFC 6177).
 * An invalid address is `unknown`, so invented names do not get their own limit.
 */
export function clientAddress(headers: Headers): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const text = withoutPort(last)
  if (!ipaddr.isValid(text)) return 'unknown'
  const address = ipaddr.process(text)
  return address.kind() === 'ipv4'
    ? address.toString()
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(address.toString())}/64`)}/64`
}

/** Proxies such as Azure's write `203.0.113.8:41234`, `[2001:db8::1]:443` or `[2001:db8::1]`, some in quotes. */
function withoutPort(text: string): string {
  const [, bracketed, plain] = /^"?(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})"?$/.exec(text) ?? []
  return bracketed ?? plain ?? text
}

const withoutZone = (address: string) => address.replace(/%.*$/, '')

/**
 * True when the server trusts a peer's `x-forwarded-for`: a proxy on this machine or its private network. Any other
 * peer is itself the client.
 */
export function isProxyAddress(address: string): boolean {
  return ipaddr.isValid(address) && trusted.includes(ipaddr.process(address).range())
}

const trusted: string[] = ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat']
