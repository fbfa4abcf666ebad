import ipaddr from 'ipaddr.js'

/**
 * The address that a request is counted by: the last in `x-forwarded-for`, which the nearest proxy wrote; what is before
 * it anyone could write. An IPv6 address stands for its /64, the least that a subscriber gets (RFC 6177). What is no
 * address is `unknown`: nobody gets a count of their own by inventing names.
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

/** Proxies such as Azure's write `203.0.113.8:41234`, `[2001:db8::1]:443` or `[2001:db8::1]`, some of them in quotes. */
function withoutPort(text: string): string {
  const [, bracketed, plain] = /^"?(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})"?$/.exec(text) ?? []
  return bracketed ?? plain ?? text
}

const withoutZone = (address: string) => address.replace(/%.*$/, '')

/**
 * Whether what a peer writes into `x-forwarded-for` is believed: a proxy on this machine or its network. Anybody else
 * who connects speaks for themselves.
 */
export function isProxyAddress(address: string): boolean {
  return ipaddr.isValid(address) && trusted.includes(ipaddr.process(address).range())
}

const trusted: string[] = ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat']
