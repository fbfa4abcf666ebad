import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.IPv6.parse('2000::')
const mapped = ipaddr.IPv6.parse('::ffff:0:0')
const nat64 = ipaddr.IPv6.parse('64:ff9b::')
const sixToFour = ipaddr.IPv6.parse('2002::')

/** Azure answers for its machines' agents at this address, which no registry lists as special. */
const metadataAddresses = ['168.63.129.16']

/** Names that by convention mean this machine or its network; one without a dot is such a name too. */
const localNames = /^[^.]+\.?$|(^|\.)(localhost|local|internal|home\.arpa)\.?$/

/**
 * Whether an IP address belongs to the public internet: global unicast by IANA's registries, also behind the prefixes
 * that stand for an IPv4 address. Anything else (loopback, private, link-local, metadata, unassigned) does not.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  const v4 = parsed.kind() === 'ipv4' ? (parsed as ipaddr.IPv4) : embedded(parsed as ipaddr.IPv6)
  if (v4) return v4.range() === 'unicast' && !metadataAddresses.includes(v4.toString())
  return parsed.range() === 'unicast' && parsed.match(globalUnicast, 3)
}

/** The IPv4 address that an IPv6 address stands for: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray()
  if (address.match(mapped, 96) || address.match(nat64, 96)) return new ipaddr.IPv4(bytes.slice(12))
  if (address.match(sixToFour, 16)) return new ipaddr.IPv4(bytes.slice(2, 6))
  return undefined
}

/**
 * Why a callback URL may not be called, in a sentence, as far as the URL itself tells; undefined when it may. What a
 * name resolves to is checked as the call is made.
 */
export function addressProblem(url: string, allowPrivate: boolean): string | undefined {
  if (allowPrivate) return undefined
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:') return 'Must be an https URL'
  // The parser has brought every spelling of an address, such as 0x7f.1 or 2130706433, to the usual one.
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const isLocal = ipaddr.isValid(host) ? !isPublic(host) : localNames.test(host)
  return isLocal ? 'Must not lead to a private, loopback or link-local address' : undefined
}
