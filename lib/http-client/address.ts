import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.IPv6.parse('2000::')
const mapped = ipaddr.IPv6.parse('::ffff:0:0')
const nat64 = ipaddr.IPv6.parse('64:ff9b::')
const sixToFour = ipaddr.IPv6.parse('2002::')

/** Azure's platform services use this address, which no IANA registry lists as special. */
const metadataAddresses = ['168.63.129.16']

/** Names that by convention mean this machine or its network, and all names without a dot. */
const localNames = /^[^.]+\.?$|(^|\.)(localhost|local|internal|home\.arpa)\.?$/

/**
 * True if an IP address belongs to the public internet: global unicast by IANA's registries, also for IPv6 addresses that
 * embed an IPv4 address. False for loopback, private, link-local, metadata and unassigned addresses.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  const v4 = parsed.kind() === 'ipv4' ? (parsed as ipaddr.IPv4) : embeddedIpv4(parsed as ipaddr.IPv6)
  if (v4) return v4.range() === 'unicast' && !metadataAddresses.includes(v4.toString())
  return parsed.range() === 'unicast' && parsed.match(globalUnicast, 3)
}

/** The IPv4 address embedded in an IPv6 address: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
function embeddedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray()
  if (address.match(mapped, 96) || address.match(nat64, 96)) return new ipaddr.IPv4(bytes.slice(12))
  if (address.match(sixToFour, 16)) return new ipaddr.IPv4(bytes.slice(2, 6))
  return undefined
}

/**
 * Returns why a URL may not be called, as a sentence; undefined if it may. It checks only the URL itself. `checkedLookup`
 * checks the addresses of a host name at the call.
 */
export function addressProblem(url: string, allowPrivate: boolean): string | undefined {
  if (allowPrivate) return undefined
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:') return 'Must be an https URL'
  // The URL parser has normalized every spelling of an address, such as 0x7f.1 or 2130706433.
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const isLocal = ipaddr.isValid(host) ? !isPublic(host) : localNames.test(host)
  return isLocal ? 'Must not lead to a private, loopback or link-local address' : undefined
}
