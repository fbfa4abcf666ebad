import { headers } from 'next/headers'
import { ConfigError } from '#lib/env'
import { publicUrlOf } from '#lib/public-url'

/**
 * The public URL of this server that the reader used. Empty while the server is not configured; relative links then still
 * work.
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
