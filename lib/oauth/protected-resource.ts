import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import type { Context } from '#lib/api/methods'
import { audiences, resourceMetadata } from '#lib/auth/challenge'
import { publicUrlOf } from '#lib/public-url'

/**
 * Serves the metadata of the audiences (RFC 9728), each at its own path. The root also has that of `/mcp`, because MCP
 * clients look there if they find none at the path.
 */
export const serveResourceMetadata = (request: Request, context: Context): Promise<Response> =>
  handleRequest(request, async () => {
    const path = (await context.params)?.resource ?? ['mcp']
    const audience = audiences.find((name) => path.length === 1 && name === path[0])
    if (!audience) throw new ApiError('not_found', 'This path does not exist.')
    return Response.json(resourceMetadata(audience, publicUrlOf(request.headers)))
  })
