import { z } from 'zod'

/**
 * The URL of an image. This server never fetches it: the model's provider does, perhaps from inside a private network,
 * where http: reaches what speaks no TLS. So http: is refused.
 */
export const imageUrl = z
  .string()
  .regex(/^(https:\/\/|data:image\/)/i, 'Must be an https: or data: URL of an image. http: is not supported')
