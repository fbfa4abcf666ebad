import { z } from 'zod'

/**
 * The URL of an image. The model's provider fetches it, not this server. The provider may be inside a private network,
 * where http: could reach internal services. So http: is rejected.
 */
export const imageUrl = z
  .string()
  .regex(/^(https:\/\/|data:image\/)/i, 'Must be an https: or data: URL of an image. http: is not supported')
