import { z } from 'zod'
import { splitList, url } from '#lib/env/fields'
import { tunables } from '#lib/tunables'

/** An address of this server, normalized because clients and this server compare it as text. */
export const publicUrl = url.transform((value) => new URL(value).href.replace(/\/+$/, ''))

const { publicUrlsMax } = tunables

/** Further addresses of the same server, separated by commas and normalized like PUBLIC_URL. */
export const publicUrls = z
  .string()
  .default('')
  .transform(splitList)
  .transform((given, context) => {
    const parsed = given.map((address) => publicUrl.safeParse(address))
    if (given.length > publicUrlsMax) context.addIssue(`has more than ${publicUrlsMax} addresses`)
    for (const [index, { success }] of parsed.entries())
      if (!success) context.addIssue(`has an address that is not an http(s) URL: number ${index + 1}`)
    return parsed.flatMap(({ data }) => data ?? [])
  })

/** The values of the Host header for an address: its host, and the host with the default port of the scheme. */
export function hostNames(address: string): string[] {
  const { protocol, host, port } = new URL(address)
  return port ? [host] : [host, `${host}:${protocol === 'https:' ? 443 : 80}`]
}

/** Returns a problem if two addresses have the same host: the Host header could not distinguish them. */
export function sharedHosts(addresses: string[]): string[] {
  const names = addresses.flatMap(hostNames)
  return new Set(names).size < names.length
    ? [
        'PUBLIC_URLS has an address whose host is used twice: each address, also PUBLIC_URL, needs its own host',
      ]
    : []
}
