import { ConfigError, env } from '#lib/env'

/** The address of this server, or none as long as it is not configured: what is relative to it then still works. */
export function publicUrl(): string {
  try {
    return env().PUBLIC_URL
  } catch (error) {
    if (error instanceof ConfigError) return ''
    throw error
  }
}
