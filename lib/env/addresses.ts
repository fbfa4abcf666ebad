import { z } from 'zod'
import { splitList, url } from '#lib/env/fields'
import { tunables } from '#lib/tunables'

/** The server's own address in one spelling: clients compare it, and so does this server. */
export const publicUrl = url.transform((value) => new URL(value).href.replace(/\/+$/, ''))

const { publicUrlsMax } = tunables

/** Further addresses of the same server, by commas, each as PUBLIC_URL is. */
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

/** What clients may write into the Host header for an address: its host, and the same with the port of its scheme. */
export function hostNames(address: string): string[] {
  const { protocol, host, port } = new URL(address)
  return port ? [host] : [host, `${host}:${protocol === 'https:' ? 443 : 80}`]
}

/** What is wrong with addresses that a Host header could not tell from each other. */
export function sharedHosts(addresses: string[]): string[] {
  const names = addresses.flatMap(hostNames)
  return new Set(names).size < names.length
    ? ['PUBLIC_URLS has two addresses of one host, or one of the host of PUBLIC_URL: each needs its own']
    : []
}
