import { headers } from 'next/headers'
import { ConfigError } from '#lib/env'
import { publicUrlOf } from '#lib/public-url'

/**
 * The address of this server that the page was asked for at, or none as long as it is not configured: what is relative to
 * it then still works.
 */
export async function publicUrl(): Promise<string> {
  const given = await headers()
  try {
    return publicUrlOf(given)
  } catch (error) {
    if (error instanceof ConfigError) return ''
    throw error
  }
}
